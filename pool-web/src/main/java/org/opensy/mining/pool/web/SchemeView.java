package org.opensy.mining.pool.web;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.config.StratumPort;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.treasury.MoneyQueries.SchemeEffort;

/**
 * A rule by which the pool pays.
 *
 * @param scheme pplns, prop, pps or solo
 * @param feePercent the pool's part
 * @param windowFactor N of PPLNS: work of N blocks counts; null under the others
 * @param ports where it is mined under this rule
 * @param effort of the open round: work since the last block over the network's difficulty; less is
 *     better; null while there is no work
 * @param luck blocks found over blocks to be expected, over the latest blocks: more is better; null
 *     before the first one
 * @param luckBlocks over so many blocks
 */
public record SchemeView(
    String scheme,
    BigDecimal feePercent,
    BigDecimal windowFactor,
    List<Integer> ports,
    BigDecimal effort,
    BigDecimal luck,
    int luckBlocks) {

  /** A scheme of which nothing may be known yet. */
  static SchemeView of(
      RewardScheme scheme, PoolConfig config, Map<RewardScheme, SchemeEffort> efforts) {
    SchemeEffort known = efforts.get(scheme);
    return new SchemeView(
        scheme.lowerCaseName(),
        feePercent(config),
        scheme == RewardScheme.PPLNS ? config.reward().pplnsWindow() : null,
        config.stratum().ports().stream()
            .filter(port -> port.scheme() == scheme)
            .map(StratumPort::port)
            .toList(),
        known == null ? null : known.current().ratio(),
        known == null ? null : known.luck().orElse(null),
        known == null ? 0 : known.blocks());
  }

  static BigDecimal feePercent(PoolConfig config) {
    return BigDecimal.valueOf(config.reward().fee().value(), 2);
  }
}
