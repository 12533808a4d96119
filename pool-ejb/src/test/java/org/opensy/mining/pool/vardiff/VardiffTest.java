package org.opensy.mining.pool.vardiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.stratum.protocol.Difficulty;

/** {@link Vardiff} against miners that find shares as chance has it, on a clock of its own. */
class VardiffTest {
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Duration TICK = Duration.ofSeconds(5);
  private static final DifficultyRange ANY =
      new DifficultyRange(Difficulty.of(1), Difficulty.of(Long.MAX_VALUE));
  private static final int MINERS = 300;

  /** A miner with a hash rate: the time to its next share is exponential. */
  private static final class SimulatedMiner {
    private final Random random;
    private final List<Double> changes = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private final Vardiff vardiff;
    private double hashrate;

    SimulatedMiner(DifficultyRange range, long start, double hashrate, long seed) {
      this.random = new Random(seed);
      this.hashrate = hashrate;
      this.vardiff = new Vardiff(range, INTERVAL, Difficulty.of(start), now);
    }

    void mine(Duration duration) {
      Instant end = now.plus(duration);
      Instant tick = now.plus(TICK);
      Instant share = nextShare();
      while (now.isBefore(end)) {
        boolean changed;
        if (share.isBefore(tick)) {
          now = share;
          changed = vardiff.found(vardiff.difficulty(), now);
          share = nextShare();
        } else {
          now = tick;
          tick = tick.plus(TICK);
          changed = vardiff.passed(now);
          // What is left of an exponential time is such a time again, at the new difficulty.
          share = changed ? nextShare() : share;
        }
        if (changed) {
          vardiff.issued(vardiff.difficulty(), now);
          changes.add(ratio());
        }
      }
    }

    private Instant nextShare() {
      if (hashrate == 0) {
        return Instant.MAX;
      }
      double hashes = -Math.log(1 - random.nextDouble()) * difficulty();
      return now.plusNanos((long) Math.max(1_000_000, hashes / hashrate * 1e9));
    }

    private double difficulty() {
      return vardiff.difficulty().value().doubleValue();
    }

    /** 1 if the difficulty is right. */
    double ratio() {
      return difficulty() / (hashrate * INTERVAL.toSeconds());
    }
  }

  @ParameterizedTest
  @CsvSource({"1000", "30", "1", "0.033", "0.001"})
  void settlesWithinThreeRetargetsWhateverTheStart(double wrongBy) {
    int late = 0;
    for (int seed = 0; seed < MINERS; seed++) {
      double hashrate = 5000;
      long start = Math.max(1, Math.round(hashrate * INTERVAL.toSeconds() * wrongBy));
      SimulatedMiner miner = new SimulatedMiner(ANY, start, hashrate, seed);
      miner.mine(Duration.ofMinutes(30));
      assertThat(miner.ratio()).as("miner " + seed).isBetween(0.4, 2.5);
      if (firstSettled(miner.changes) > 3) {
        late++;
      }
    }
    // By chance alone: a miner that is out of luck right at its start.
    assertThat(late).isLessThanOrEqualTo(MINERS / 100);
  }

  /** After how many changes the difficulty was right within a factor of 2. */
  private static int firstSettled(List<Double> changes) {
    for (int i = 0; i < changes.size(); i++) {
      if (changes.get(i) > 0.5 && changes.get(i) < 2) {
        return i + 1;
      }
    }
    return changes.isEmpty() ? 0 : Integer.MAX_VALUE;
  }

  @Test
  void doesNotOscillateAtASteadyRate() {
    int changes = 0;
    for (int seed = 0; seed < 50; seed++) {
      SimulatedMiner miner = new SimulatedMiner(ANY, 50_000, 5000, seed);
      miner.mine(Duration.ofHours(1));
      miner.changes.clear();
      for (int hour = 0; hour < 24; hour++) {
        miner.mine(Duration.ofHours(1));
        assertThat(miner.ratio()).as("miner " + seed).isBetween(0.4, 2.5);
      }
      changes += miner.changes.size();
    }
    // Of 8640 shares that a miner finds in a day, not one in a thousand changes its difficulty.
    assertThat(changes / 50).isLessThan(8);
  }

  @Test
  void followsAMinerThatGetsFasterOrSlower() {
    for (int seed = 0; seed < MINERS; seed++) {
      SimulatedMiner miner = new SimulatedMiner(ANY, 50_000, 5000, seed);
      miner.mine(Duration.ofMinutes(30));
      miner.hashrate = 50_000;
      miner.mine(Duration.ofMinutes(30));
      assertThat(miner.ratio()).as("faster miner " + seed).isBetween(0.4, 2.5);
      miner.hashrate = 50;
      miner.mine(Duration.ofMinutes(30));
      assertThat(miner.ratio()).as("slower miner " + seed).isBetween(0.4, 2.5);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 500})
  void easesWhoFindsNothingDownToTheLeast(long least) {
    DifficultyRange range = new DifficultyRange(Difficulty.of(least), Difficulty.of(1_000_000_000));
    SimulatedMiner miner = new SimulatedMiner(range, 1_000_000_000, 0, 1);
    miner.mine(Duration.ofMinutes(10));
    assertThat(miner.vardiff.difficulty()).isEqualTo(Difficulty.of(least));
    assertThat(miner.vardiff.isKnown()).isFalse();
  }

  @Test
  void staysWithinTheRange() {
    DifficultyRange range = new DifficultyRange(Difficulty.of(10_000), Difficulty.of(20_000));
    SimulatedMiner fast = new SimulatedMiner(range, 1, 1_000_000, 1);
    assertThat(fast.vardiff.difficulty()).isEqualTo(range.least());
    fast.mine(Duration.ofMinutes(1));
    assertThat(fast.vardiff.difficulty()).isEqualTo(range.most());
    SimulatedMiner slow = new SimulatedMiner(range, 1_000_000, 1, 1);
    assertThat(slow.vardiff.difficulty()).isEqualTo(range.most());
    slow.mine(Duration.ofHours(1));
    assertThat(slow.vardiff.difficulty()).isEqualTo(range.least());
  }

  @Test
  void sharesOfEasierJobsThatArriveLateSayNothingOfTheRate() {
    SimulatedMiner miner = new SimulatedMiner(ANY, 50, 5000, 1);
    miner.mine(Duration.ofSeconds(2));
    Difficulty settled = miner.vardiff.difficulty();
    assertThat(miner.ratio()).isBetween(0.4, 2.5);
    for (int i = 0; i < 1000; i++) {
      assertThat(miner.vardiff.found(Difficulty.of(50), miner.now)).isFalse();
    }
    assertThat(miner.vardiff.difficulty()).isEqualTo(settled);
  }

  @Test
  void knowsTheRateOfAMinerWhoseSharesAreNoHarderThanBlocks() {
    Vardiff vardiff = new Vardiff(ANY, INTERVAL, Difficulty.of(1000), Instant.EPOCH);
    vardiff.issued(Difficulty.of(2), Instant.EPOCH);
    for (int i = 0; i < 1000; i++) {
      vardiff.found(Difficulty.of(2), Instant.EPOCH.plusMillis(10L * i));
    }
    // Two hashes in ten milliseconds, for ten seconds.
    assertThat(vardiff.difficulty().value().doubleValue()).isBetween(1500d, 2500d);
  }

  @Test
  void aClockThatJumpsBackDoesNoHarm() {
    Instant now = Instant.EPOCH.plusSeconds(1000);
    Vardiff vardiff = new Vardiff(ANY, INTERVAL, Difficulty.of(1000), now);
    for (int i = 0; i < 20; i++) {
      now = i == 10 ? now.minusSeconds(500) : now.plusSeconds(10);
      vardiff.found(Difficulty.of(1000), now);
    }
    assertThat(vardiff.difficulty()).isEqualTo(Difficulty.of(1000));
    assertThat(vardiff.passed(Instant.EPOCH)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 10, 100})
  void aWishThatWouldMeanTooManySharesIsRaisedToTheMostThatAMinerMayAskFor(long wish) {
    SimulatedMiner miner = new SimulatedMiner(ANY, 1000, 1000, wish);
    assertThat(miner.vardiff.ask(Difficulty.of(wish))).isTrue();
    assertThat(miner.vardiff.difficulty()).isEqualTo(Difficulty.of(wish));
    miner.vardiff.issued(miner.vardiff.difficulty(), miner.now);
    miner.mine(Duration.ofSeconds(5));
    assertThat(miner.difficulty()).as("after ten shares").isGreaterThan((double) wish);
    miner.mine(Duration.ofMinutes(10));
    assertThat(miner.ratio()).isBetween(0.5 / Vardiff.MOST_ASKED, 2.0 / Vardiff.MOST_ASKED);
  }

  @ParameterizedTest
  @ValueSource(longs = {4_000, 10_000, 1_000_000_000})
  void aWishThatMeansFewSharesStaysWhatItIs(long wish) {
    SimulatedMiner miner = new SimulatedMiner(ANY, 1000, 1000, wish);
    miner.vardiff.ask(Difficulty.of(wish));
    miner.mine(Duration.ofHours(10));
    assertThat(miner.changes).isEmpty();
    assertThat(miner.vardiff.difficulty()).isEqualTo(Difficulty.of(wish));
  }

  @Test
  void whoAsksAgainAndAgainIsKnownAllTheSame() {
    SimulatedMiner miner = new SimulatedMiner(ANY, 1000, 1000, 1);
    miner.mine(Duration.ofMinutes(10));
    assertThat(miner.vardiff.isKnown()).isTrue();
    for (int i = 0; i < 100; i++) {
      miner.vardiff.ask(Difficulty.of(1));
      assertThat(miner.ratio()).isBetween(0.5 / Vardiff.MOST_ASKED, 2.0 / Vardiff.MOST_ASKED);
    }
  }

  @Test
  void noWishGoesBeyondTheRange() {
    DifficultyRange range = new DifficultyRange(Difficulty.of(100), Difficulty.of(10_000));
    Vardiff vardiff = new Vardiff(range, INTERVAL, Difficulty.of(1000), Instant.EPOCH);
    vardiff.ask(Difficulty.of(1));
    assertThat(vardiff.difficulty()).isEqualTo(Difficulty.of(100));
    vardiff.ask(Difficulty.of(1_000_000));
    assertThat(vardiff.difficulty()).isEqualTo(Difficulty.of(10_000));
  }
}
