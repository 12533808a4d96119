package org.opensy.mining.pool.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.EJBException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.cluster.ShareCounts;
import org.opensy.mining.pool.ledger.AcceptedWork;
import org.opensy.mining.pool.ledger.MinersAtWork;

/** What is told of the pool while Redis, the database or both are away. */
class MiningActivityTest {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

  @Test
  void allIsToldWhileBothAreThere() {
    MiningActivity activity = activity(true, true);
    assertThat(activity.miners(NOW)).isEqualTo(new PoolStats.Miners(3L, 5L, 4, 1000L));
    assertThat(activity.sharesLastHour()).isEqualTo(new PoolStats.Shares(70, 2));
  }

  @Test
  void theRateComesFromTheDatabaseWhileRedisIsAway() {
    MiningActivity activity = activity(false, true);
    assertThat(activity.miners(NOW)).isEqualTo(new PoolStats.Miners(3L, 5L, null, 2000L));
    assertThat(activity.sharesLastHour()).isNull();
  }

  @Test
  void nothingIsZeroBecauseItIsNotKnown() {
    assertThat(activity(true, false).miners(NOW))
        .isEqualTo(new PoolStats.Miners(null, null, 4, 1000L));
    assertThat(activity(false, false).miners(NOW))
        .isEqualTo(new PoolStats.Miners(null, null, null, null));
  }

  private static MiningActivity activity(boolean redis, boolean database) {
    return new MiningActivity(
        () -> redis ? OptionalDouble.of(1000) : OptionalDouble.empty(),
        () -> redis ? OptionalInt.of(4) : OptionalInt.empty(),
        () -> redis ? Optional.of(new ShareCounts.Counts(70, 2)) : Optional.empty(),
        since -> answer(database, since, new AcceptedWork(1_200_000, Optional.empty())),
        since -> answer(database, since, new MinersAtWork(3, 5)));
  }

  private static <T> T answer(boolean there, Instant since, T answer) {
    assertThat(since).isEqualTo(NOW.minusSeconds(600));
    if (!there) {
      throw new EJBException("away");
    }
    return answer;
  }
}
