package org.opensy.mining.pool.web;

import java.math.BigDecimal;
import org.opensy.mining.pool.treasury.MoneyQueries;

/**
 * How a scheme's mining goes.
 *
 * @param scheme pplns, prop, pps or solo
 * @param effort of the open round: work since the last block over the network's difficulty; less is
 *     better
 * @param luck blocks found over blocks to be expected, over the latest blocks: more is better;
 *     empty before the first one
 * @param blocks over so many blocks
 */
public record EffortView(String scheme, String effort, String luck, int blocks) {

  static EffortView of(MoneyQueries.SchemeEffort effort) {
    return new EffortView(
        effort.scheme().lowerCaseName(),
        effort.current().ratio().toPlainString(),
        effort.luck().map(BigDecimal::toPlainString).orElse(""),
        effort.blocks());
  }
}
