package org.opensy.mining.pool.vardiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.opensy.mining.stratum.protocol.Difficulty;

/** Where {@link Vardiff} changes its mind: the last moment before, and the first after. */
class VardiffBoundariesTest {
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MOMENT = Duration.ofMillis(1);
  private static final Difficulty START = Difficulty.of(64_000);
  private static final Difficulty EASED = Difficulty.of(2000);

  private Instant now = Instant.parse("2026-11-27T12:00:00Z");
  private final Vardiff vardiff = vardiff(1, Long.MAX_VALUE);

  private Vardiff vardiff(long least, long most) {
    DifficultyRange range = new DifficultyRange(Difficulty.of(least), Difficulty.of(most));
    return new Vardiff(range, INTERVAL, START, now);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private boolean sharesEvery(Duration time, int count) {
    boolean changed = false;
    for (int i = 0; i < count; i++) {
      pass(time);
      changed |= vardiff.found(vardiff.difficulty(), now);
    }
    return changed;
  }

  private void isEasedAfter(int intervals) {
    pass(INTERVAL.multipliedBy(intervals).minus(MOMENT));
    assertThat(vardiff.passed(now)).isFalse();
    assertThat(vardiff.difficulty()).isEqualTo(START);
    pass(MOMENT);
    assertThat(vardiff.passed(now)).isTrue();
    assertThat(vardiff.difficulty()).isEqualTo(EASED);
  }

  @Test
  void whoNeverFoundAShareIsEasedAfterThreeIntervals() {
    isEasedAfter(3);
  }

  @Test
  void whoIsNotKnownYetIsEasedAfterSixIntervals() {
    sharesEvery(INTERVAL, 1);
    isEasedAfter(6);
  }

  @Test
  void whoIsKnownIsEasedAfterFifteenIntervals() {
    assertThat(sharesEvery(INTERVAL, 100)).isFalse();
    isEasedAfter(15);
  }

  @Test
  void easingDoesNotBeginAgainUntilThatManyIntervalsHavePassed() {
    pass(INTERVAL.multipliedBy(3));
    vardiff.passed(now);
    vardiff.issued(EASED, now);
    pass(INTERVAL.multipliedBy(3).minus(MOMENT));
    assertThat(vardiff.passed(now)).isFalse();
    pass(MOMENT);
    assertThat(vardiff.passed(now)).isTrue();
    assertThat(vardiff.difficulty()).isEqualTo(Difficulty.of(62));
  }

  @Test
  void atTheLeastThereIsNothingToEase() {
    Vardiff least = vardiff(START.toLong(), Long.MAX_VALUE);
    pass(INTERVAL.multipliedBy(3));
    assertThat(least.passed(now)).isFalse();
    assertThat(least.difficulty()).isEqualTo(START);
  }

  @Test
  void atTheMostThereIsNothingToRaise() {
    Vardiff most = vardiff(1, START.toLong());
    for (int i = 0; i < 100; i++) {
      pass(Duration.ofMillis(100));
      assertThat(most.found(START, now)).isFalse();
    }
    assertThat(most.isKnown()).isTrue();
    assertThat(most.difficulty()).isEqualTo(START);
  }

  /** The first share only begins the estimate, and ten others are ten but for what has faded. */
  @Test
  void aMinerIsKnownByTenSharesAfterItsFirst() {
    sharesEvery(SECOND, 10);
    assertThat(vardiff.isKnown()).isFalse();
    sharesEvery(SECOND, 1);
    assertThat(vardiff.isKnown()).isTrue();
  }

  @Test
  void nineSharesAfterTheFirstAreEnoughAsLongAsNoneOfThemHasFaded() {
    sharesEvery(INTERVAL, 1);
    pass(INTERVAL);
    for (int i = 0; i < 8; i++) {
      vardiff.found(START, now);
    }
    assertThat(vardiff.isKnown()).isFalse();
    vardiff.found(START, now);
    assertThat(vardiff.isKnown()).isTrue();
  }

  @Test
  void whoWasEasedBeginsAnew() {
    sharesEvery(INTERVAL, 100);
    pass(INTERVAL.multipliedBy(15));
    vardiff.passed(now);
    assertThat(vardiff.isKnown()).isFalse();
    vardiff.issued(EASED, now);
    assertThat(sharesEvery(SECOND, 10)).isFalse();
    assertThat(vardiff.isKnown()).isFalse();
    assertThat(sharesEvery(SECOND, 1)).isTrue();
    assertThat(vardiff.isKnown()).isTrue();
    assertThat(vardiff.difficulty().toLong()).isBetween(19_000L, 21_000L);
  }

  /** A rate 20 % below is what chance explains; with fourteen silent intervals it no longer is. */
  @Test
  void silenceOfAKnownMinerCountsBeforeItIsTooLong() {
    assertThat(sharesEvery(Duration.ofMillis(12_500), 200)).isFalse();
    pass(INTERVAL.multipliedBy(14));
    assertThat(vardiff.passed(now)).isTrue();
    assertThat(vardiff.isKnown()).isTrue();
    assertThat(vardiff.difficulty().toLong()).isBetween(20_000L, 40_000L);
  }

  @Test
  void silenceOfAnUnknownMinerChangesNothingUntilItIsTooLong() {
    sharesEvery(MOMENT, 9);
    pass(INTERVAL);
    assertThat(vardiff.passed(now)).isFalse();
    assertThat(vardiff.difficulty()).isEqualTo(START);
  }

  @Test
  void timeBeforeAJobCountsAtTheDifficultyOfTheJobBefore() {
    sharesEvery(INTERVAL, 20);
    pass(INTERVAL);
    vardiff.issued(Difficulty.of(1), now);
    assertThat(vardiff.found(Difficulty.of(1), now)).isFalse();
    assertThat(vardiff.difficulty()).isEqualTo(START);
  }

  @Test
  void onlyAWishForMoreThanItHasChangesAnUnknownMinersDifficulty() {
    assertThat(vardiff.ask(START)).isFalse();
    assertThat(vardiff.difficulty()).isEqualTo(START);
    assertThat(vardiff.ask(Difficulty.of(64_001))).isTrue();
    assertThat(vardiff.difficulty()).isEqualTo(Difficulty.of(64_001));
  }

  /** It finds a share of 64,000 in ten seconds: five in ten seconds are of 12,800. */
  @Test
  void aKnownMinerThatAsksForLittleGetsFiveSharesAnInterval() {
    sharesEvery(INTERVAL, 100);
    assertThat(vardiff.ask(Difficulty.of(1))).isTrue();
    assertThat(vardiff.difficulty().toLong()).isBetween(12_000L, 13_500L);
    assertThat(vardiff.ask(Difficulty.of(1))).isFalse();
  }

  /** They come so when a stalled disk lets go of a group of shares. */
  @Test
  void sharesOfOneMillisecondSayNothingOfTheRateYet() {
    for (int i = 0; i < 20; i++) {
      assertThat(vardiff.found(START, now)).isFalse();
    }
    assertThat(vardiff.isKnown()).isFalse();
    pass(INTERVAL);
    assertThat(vardiff.found(START, now)).isTrue();
    assertThat(vardiff.difficulty().toLong()).isBetween(18 * START.toLong(), 21 * START.toLong());
  }
}
