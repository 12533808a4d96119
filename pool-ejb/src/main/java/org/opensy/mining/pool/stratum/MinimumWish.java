package org.opensy.mining.pool.stratum;

import java.math.BigInteger;
import java.util.Optional;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.config.PayoutSettings;
import org.opensy.mining.pool.job.Job;
import org.opensy.mining.pool.reward.BasisPoints;
import org.opensy.mining.pool.reward.PpsPrice;

/**
 * The minimum payout that a session's password asks for. Anybody can mine with anybody's address,
 * so the wish is heard only after the session's accepted work was worth a hundredth of it on
 * average, which goes to the owner of the address. Thread-safe.
 */
final class MinimumWish {
  /** No wish. */
  static final MinimumWish NONE = new MinimumWish(Optional.empty(), BigInteger.ZERO);

  private static final long PART = 100;

  private final Optional<Amount> minimum;

  /** In 2^-32 base units; what is left to be earned. */
  private BigInteger toEarn;

  private boolean heard;

  private MinimumWish(Optional<Amount> minimum, BigInteger toEarn) {
    this.minimum = minimum;
    this.toEarn = toEarn;
  }

  /**
   * What a password asks for, as far as it may. The pool's own minimum costs as much as any lowest
   * wish, and so does taking a wish back.
   *
   * @param asked not negative; what is not above the pool's minimum asks for the pool's
   */
  static MinimumWish of(Amount asked, PayoutSettings.Terms terms) {
    Amount highest = terms.highestWish();
    Amount bounded = asked.compareTo(highest) > 0 ? highest : asked;
    boolean own = bounded.compareTo(terms.minimum()) > 0;
    Amount counting = own ? bounded : terms.minimum();
    return new MinimumWish(
        Optional.of(own ? bounded : Amount.ZERO),
        BigInteger.valueOf(counting.baseUnits())
            .shiftLeft(PpsPrice.FRACTION_BITS)
            .divide(BigInteger.valueOf(PART)));
  }

  /**
   * A share of the session counted.
   *
   * @return the wish, once, when the session has worked enough for it: the minimum, or zero for the
   *     pool's
   */
  synchronized Optional<Amount> worked(Job job) {
    if (minimum.isEmpty() || heard) {
      return Optional.empty();
    }
    toEarn = toEarn.subtract(worth(job));
    heard = toEarn.signum() <= 0;
    return heard ? minimum : Optional.empty();
  }

  private static BigInteger worth(Job job) {
    return PpsPrice.of(
        job.template().template().coinbase().value(),
        BasisPoints.ZERO,
        BigInteger.valueOf(job.share().difficulty().toLong()),
        job.template().networkDifficulty());
  }
}
