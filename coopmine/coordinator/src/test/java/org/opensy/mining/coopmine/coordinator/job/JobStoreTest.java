package org.opensy.mining.coopmine.coordinator.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensy.mining.coopmine.coordinator.Samples.job;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.opensy.mining.coopmine.coordinator.Samples;
import org.opensy.mining.stratum.protocol.Difficulty;
import org.opensy.mining.stratum.protocol.Target;

class JobStoreTest {
  private final JobStore jobStore = new JobStore(1000);

  @Test
  void hasNoJobBeforeTheFirstAndAfterThePoolIsGone() {
    assertThat(jobStore.current()).isEmpty();
    ClusterJob first = jobStore.publish(job("a", 5, 1));
    assertThat(first.sequence()).isEqualTo(1001);
    assertThat(jobStore.current()).contains(first);
    jobStore.withdraw();
    assertThat(jobStore.current()).isEmpty();
    assertThat(jobStore.isGood(first)).isFalse();
    assertThat(jobStore.find(1001)).contains(first);
  }

  @Test
  void keepsTheJobBeforeGoodAsLongAsTheHeightIsTheSame() {
    ClusterJob first = jobStore.publish(job("a", 5, 1));
    ClusterJob second = jobStore.publish(job("b", 5, 2));
    assertThat(second.previousStillGood()).isTrue();
    assertThat(jobStore.isGood(first)).isTrue();
    ClusterJob third = jobStore.publish(job("c", 6, 3));
    assertThat(third.previousStillGood()).isFalse();
    assertThat(jobStore.isGood(first)).isFalse();
    assertThat(jobStore.isGood(second)).isFalse();
    assertThat(jobStore.isGood(third)).isTrue();
  }

  @Test
  void takesJobsWithoutAHeightAndOfAnotherConnectionAsStale() {
    ClusterJob unknownHeight = jobStore.publish(job("a", 0, 1));
    jobStore.publish(job("b", 0, 2));
    assertThat(jobStore.isGood(unknownHeight)).isFalse();
    ClusterJob before = jobStore.publish(job(1, "c", 9, 3));
    jobStore.publish(job(2, "d", 9, 4));
    assertThat(jobStore.isGood(before)).isFalse();
  }

  @Test
  void goesOnInTheSameNoncesWhenOnlyTheTargetChanges() {
    ClusterJob first = jobStore.publish(job("a", 5, 1));
    NonceSpaceTest.take(first.nonces(), 100);
    PoolJob harder =
        new PoolJob(
            new PoolJob.Origin(1, "b", "rx/0"),
            first.pool().blob(),
            Samples.KEY,
            Target.ofDifficulty(Difficulty.of(32)),
            5);
    ClusterJob second = jobStore.publish(harder);
    assertThat(NonceSpaceTest.take(second.nonces(), 1).first()).isEqualTo(100);
    ClusterJob other = jobStore.publish(job("c", 5, 2));
    assertThat(NonceSpaceTest.take(other.nonces(), 1).first()).isZero();
  }

  @Test
  void forgetsJobsThatAreLongGone() {
    for (int i = 0; i <= JobStore.REMEMBERED; i++) {
      jobStore.publish(job("j" + i, 5, i));
    }
    assertThat(jobStore.find(1001)).isEmpty();
    assertThat(jobStore.find(1002)).isPresent();
  }

  @Test
  void givesTheTopOfTheTargetSuchThatEachLowerHashIsAShare() {
    ClusterJob sixteen = jobStore.publish(job("a", 5, 1));
    assertThat(sixteen.topTarget()).isEqualTo(1L << 60);
    assertThat(topOf(Target.EASIEST)).isEqualTo(-1L);
    assertThat(topOf(Target.of(BigInteger.ONE))).isEqualTo(1L);
  }

  private long topOf(Target target) {
    PoolJob like = job("x", 5, 7);
    return jobStore
        .publish(new PoolJob(like.origin(), like.blob(), like.key(), target, 5))
        .topTarget();
  }
}
