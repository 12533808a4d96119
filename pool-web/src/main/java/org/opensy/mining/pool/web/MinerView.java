package org.opensy.mining.pool.web;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.opensy.mining.pool.config.PayoutSettings;
import org.opensy.mining.pool.money.MinerBalance;
import org.opensy.mining.pool.payout.MinimumPayout;
import org.opensy.mining.pool.report.NextMaturity;

/**
 * A miner's account.
 *
 * @param address canonical text
 * @param hashrate hashes a second, from accepted shares
 * @param shares of late
 * @param balance its money
 * @param nextMaturity the next reward that becomes payable; null if none is on the way
 * @param minimumPayout from which balance it is paid
 * @param efforts for each scheme that it works under, its work since its own last block over the
 *     network's difficulty
 */
public record MinerView(
    String address,
    Hashrate hashrate,
    SharesView shares,
    Balance balance,
    Maturity nextMaturity,
    Minimum minimumPayout,
    Map<String, BigDecimal> efforts) {

  /**
   * Hashes a second, from accepted shares; null while they are not known.
   *
   * @param tenMinutes over the last ten minutes
   * @param hour over the last hour
   */
  public record Hashrate(Long tenMinutes, Long hour) {}

  /**
   * A miner's money.
   *
   * @param immature parts of blocks that may still be orphaned
   * @param payable what the next payout may take
   * @param reserved set aside for payouts under way
   * @param paid sent so far
   */
  public record Balance(Money immature, Money payable, Money reserved, Money paid) {

    static Balance of(MinerBalance balance) {
      return new Balance(
          Money.of(balance.immature()),
          Money.of(balance.payable()),
          Money.of(balance.reserved()),
          Money.of(balance.paid()));
    }
  }

  /**
   * A reward that becomes payable.
   *
   * @param height of its block
   * @param value the miner's part
   * @param maturesAt when that is to be expected; null while there is no work
   */
  public record Maturity(long height, Money value, Instant maturesAt) {

    static Maturity of(NextMaturity next, ChainProgress chain) {
      return new Maturity(
          next.height(), Money.of(next.amount()), chain.maturesAt(next.height()).orElse(null));
    }
  }

  /**
   * From which balance a miner is paid.
   *
   * @param value the minimum that counts
   * @param source whose word that is: pool, password, signature or operator
   * @param since when it was said; null for the pool's
   */
  public record Minimum(Money value, String source, Instant since) {

    static Minimum of(Optional<MinimumPayout> own, PayoutSettings.Terms terms) {
      return own.map(
              minimum ->
                  new Minimum(
                      Money.of(minimum.counting(terms)),
                      SnakeCase.word(minimum.source()),
                      minimum.since()))
          .orElseGet(() -> new Minimum(Money.of(terms.minimum()), "pool", null));
    }
  }
}
