package org.opensy.mining.pool.web;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.opensy.mining.pool.config.PoolConfig;

/**
 * The pool at a glance, under the names of the original API; null for what is not known.
 *
 * @param hashrate hashes a second
 * @param hashrateUnit always H/s
 * @param miners addresses with a share accepted in the last ten minutes
 * @param workers their workers
 * @param blocksFound blocks of the pool on the best chain
 * @param lastBlockTime when the last one was found, in Unix seconds
 * @param poolFee percent
 * @param minPayout in SYL
 * @param payoutInterval seconds
 */
public record OriginalStats(
    Long hashrate,
    String hashrateUnit,
    Long miners,
    Long workers,
    Long blocksFound,
    Long lastBlockTime,
    BigDecimal poolFee,
    BigDecimal minPayout,
    long payoutInterval) {
  static final String UNIT = "H/s";

  static OriginalStats of(PoolStats stats, PoolConfig config) {
    Optional<PoolStats.Blocks> blocks = Optional.ofNullable(stats.blocks());
    return new OriginalStats(
        stats.miners().hashrate(),
        UNIT,
        stats.miners().active(),
        stats.miners().activeWorkers(),
        blocks.map(PoolStats.Blocks::accepted).orElse(null),
        blocks.map(PoolStats.Blocks::lastFoundAt).map(Instant::getEpochSecond).orElse(null),
        SchemeView.feePercent(config),
        config.payout().terms().minimum().toDecimal(),
        config.payout().waits().interval().toSeconds());
  }
}
