package org.opensy.mining.pool.vardiff;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.opensy.mining.stratum.protocol.Difficulty;

/**
 * The difficulty of one miner, such that it finds a share in every interval on average.
 *
 * <p>It changes when the estimate of the miner's hash rate differs from what the difficulty stands
 * for by more than chance explains: by the more, the fewer shares the estimate rests on. A miner
 * that finds nothing for longer than chance explains is eased by a large factor, and the estimate
 * begins anew; a step too far costs a few quick shares and is mended by them.
 *
 * <p>A miner may ask for a difficulty. It gets that one, unless it would then find more than {@link
 * #MOST_ASKED} shares in an interval; in that case it gets what makes it find as many. Not
 * thread-safe.
 */
public final class Vardiff {
  /** Shares in an interval that a miner may ask for. */
  public static final int MOST_ASKED = 5;

  /** Shares of a first estimate: it is then right within 30 %, two times of three. */
  private static final int FIRST_ESTIMATE = 10;

  /** Standard deviations that chance may explain. */
  private static final double DEVIATIONS = 3.5;

  /** Intervals in which a share's weight fades: the estimate then is right within 13 %. */
  private static final int FADE = 30;

  /** Intervals without a share: of a miner that never found one; its chance was 5 %. */
  private static final int SILENCE_FROM_THE_START = 3;

  /** Of a miner that is not known yet: 0.2 %. */
  private static final int SILENCE_OF_THE_UNKNOWN = 6;

  /** Of a miner that is known: once in three million shares. */
  private static final int SILENCE_OF_THE_KNOWN = 15;

  private static final int EASING = 32;

  private final DifficultyRange allowed;
  private final long usualMillis;
  private final HashrateEstimate estimate;
  private DifficultyRange range;
  private long intervalMillis;
  private Difficulty difficulty;
  private double inForce;
  private long quietSinceMillis;
  private boolean hadShare;
  private boolean known;

  /**
   * A miner of which nothing is known.
   *
   * @param interval in which it should find a share, at least a millisecond
   * @param start its first difficulty, as far as the range allows
   */
  public Vardiff(DifficultyRange range, Duration interval, Difficulty start, Instant now) {
    this.allowed = range;
    this.range = range;
    this.usualMillis = interval.toMillis();
    this.intervalMillis = usualMillis;
    this.estimate = new HashrateEstimate(interval.multipliedBy(FADE));
    this.difficulty = range.nearest(start);
    this.inForce = difficulty.value().doubleValue();
    this.quietSinceMillis = now.toEpochMilli();
  }

  /** What the miner's next job should have. */
  public Difficulty difficulty() {
    return difficulty;
  }

  /** Whether the difficulty rests on shares, not on a guess. */
  public boolean isKnown() {
    return known;
  }

  /**
   * The miner asks for a difficulty, in place of any that it asked for before. What is known of its
   * hash rate stays known.
   *
   * @return whether the difficulty changed
   */
  public boolean ask(Difficulty wish) {
    range = new DifficultyRange(allowed.nearest(wish), allowed.most());
    intervalMillis = Math.max(1, usualMillis / MOST_ASKED);
    return change(known ? ideal() : 1);
  }

  /**
   * The miner got a job.
   *
   * @param actual the job's difficulty, which may be less than {@link #difficulty}: no share is
   *     harder than a block
   */
  public void issued(Difficulty actual, Instant now) {
    estimate.passed(inForce, now);
    inForce = actual.value().doubleValue();
  }

  /**
   * The miner found a share. One that is easier than the latest job belongs to a job before it and
   * only shows that the miner is there.
   *
   * @param worth the difficulty of the share's job
   * @return whether the difficulty changed
   */
  public boolean found(Difficulty worth, Instant now) {
    quietSinceMillis = now.toEpochMilli();
    hadShare = true;
    if (worth.value().doubleValue() < inForce) {
      return false;
    }
    estimate.found(inForce, now);
    return follow();
  }

  /**
   * Time passed; to be called every few seconds.
   *
   * @return whether the difficulty changed
   */
  public boolean passed(Instant now) {
    double silence = (double) (now.toEpochMilli() - quietSinceMillis) / intervalMillis;
    if (silence >= patience()) {
      estimate.forget();
      known = false;
      quietSinceMillis = now.toEpochMilli();
      return change(inForce / EASING);
    }
    estimate.passed(inForce, now);
    return known && follow();
  }

  private int patience() {
    if (known) {
      return SILENCE_OF_THE_KNOWN;
    }
    return hadShare ? SILENCE_OF_THE_UNKNOWN : SILENCE_FROM_THE_START;
  }

  private boolean follow() {
    // A little of the first of them has faded.
    known |= estimate.shares() >= FIRST_ESTIMATE - 1;
    if (!known) {
      return false;
    }
    double ideal = ideal();
    double ratio = ideal / difficulty.value().doubleValue();
    double byChance = 1 + DEVIATIONS / Math.sqrt(Math.max(1, estimate.shares()));
    return (ratio > byChance || ratio < 1 / byChance) && change(ideal);
  }

  private double ideal() {
    return estimate.hashesPerSecond() * intervalMillis / 1e3;
  }

  private boolean change(double wanted) {
    Difficulty before = difficulty;
    difficulty =
        range.nearest(new Difficulty(BigDecimal.valueOf(Math.max(1, wanted)).toBigInteger()));
    return !difficulty.equals(before);
  }
}
