package org.opensy.mining.coopmine.coordinator.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensy.mining.coopmine.coordinator.Samples.job;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.opensy.mining.coopmine.coordinator.Samples;
import org.opensy.mining.stratum.protocol.Difficulty;
import org.opensy.mining.stratum.protocol.Target;

class JobBoardTest {
  private final JobBoard board = new JobBoard(1000);

  @Test
  void hasNoJobBeforeTheFirstAndAfterThePoolIsGone() {
    assertThat(board.current()).isEmpty();
    ClusterJob first = board.publish(job("a", 5, 1));
    assertThat(first.sequence()).isEqualTo(1001);
    assertThat(board.current()).contains(first);
    board.withdraw();
    assertThat(board.current()).isEmpty();
    assertThat(board.isGood(first)).isFalse();
    assertThat(board.find(1001)).contains(first);
  }

  @Test
  void keepsTheJobBeforeGoodAsLongAsTheHeightIsTheSame() {
    ClusterJob first = board.publish(job("a", 5, 1));
    ClusterJob second = board.publish(job("b", 5, 2));
    assertThat(second.previousStillGood()).isTrue();
    assertThat(board.isGood(first)).isTrue();
    ClusterJob third = board.publish(job("c", 6, 3));
    assertThat(third.previousStillGood()).isFalse();
    assertThat(board.isGood(first)).isFalse();
    assertThat(board.isGood(second)).isFalse();
    assertThat(board.isGood(third)).isTrue();
  }

  @Test
  void takesJobsWithoutAHeightAndOfAnotherConnectionAsStale() {
    ClusterJob unknownHeight = board.publish(job("a", 0, 1));
    board.publish(job("b", 0, 2));
    assertThat(board.isGood(unknownHeight)).isFalse();
    ClusterJob before = board.publish(job(1, "c", 9, 3));
    board.publish(job(2, "d", 9, 4));
    assertThat(board.isGood(before)).isFalse();
  }

  @Test
  void goesOnInTheSameNoncesWhenOnlyTheTargetChanges() {
    ClusterJob first = board.publish(job("a", 5, 1));
    NonceSpaceTest.take(first.nonces(), 100);
    PoolJob harder =
        new PoolJob(
            new PoolJob.Origin(1, "b", "rx/0"),
            first.pool().blob(),
            Samples.KEY,
            Target.ofDifficulty(Difficulty.of(32)),
            5);
    ClusterJob second = board.publish(harder);
    assertThat(NonceSpaceTest.take(second.nonces(), 1).first()).isEqualTo(100);
    ClusterJob other = board.publish(job("c", 5, 2));
    assertThat(NonceSpaceTest.take(other.nonces(), 1).first()).isZero();
  }

  @Test
  void forgetsJobsThatAreLongGone() {
    for (int i = 0; i <= JobBoard.REMEMBERED; i++) {
      board.publish(job("j" + i, 5, i));
    }
    assertThat(board.find(1001)).isEmpty();
    assertThat(board.find(1002)).isPresent();
  }

  @Test
  void givesTheTopOfTheTargetSuchThatEachLowerHashIsAShare() {
    ClusterJob sixteen = board.publish(job("a", 5, 1));
    assertThat(sixteen.topTarget()).isEqualTo(1L << 60);
    assertThat(topOf(Target.EASIEST)).isEqualTo(-1L);
    assertThat(topOf(Target.of(BigInteger.ONE))).isEqualTo(1L);
  }

  private long topOf(Target target) {
    PoolJob like = job("x", 5, 7);
    return board
        .publish(new PoolJob(like.origin(), like.blob(), like.key(), target, 5))
        .topTarget();
  }
}
