package org.opensy.mining.pool.reward;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.opensy.mining.pool.chain.BlockHash;

/**
 * What a root binds besides the tree: of which block, by which terms, and where all of the reward
 * went. Thread-safe.
 *
 * @param block whose reward
 * @param terms in force when it was found
 * @param totals where the reward went
 * @param miners number of leaves
 * @param work of all miners, in expected hashes
 */
public record RewardContext(
    BlockHash block, RewardTerms terms, SplitTotals totals, int miners, BigInteger work) {

  /**
   * The root over a tree; the bytes are those of {@code docs/proofs.md}.
   *
   * @param top of the tree
   */
  RewardRoot root(SumNode top) {
    String scheme = terms.scheme().lowerCaseName();
    return new RewardRoot(
        Preimage.ofRoot()
            .hash(block.value())
            .uint8(scheme.length())
            .ascii(scheme)
            .uint16(terms.fee().value())
            .uint32(tenThousandths(terms.windowFactor()))
            .amount(totals.reward())
            .amount(totals.carriedIn())
            .amount(totals.fee())
            .amount(totals.operator())
            .amount(totals.carriedOut())
            .uint32(miners)
            .node(top)
            .sha256());
  }

  private static int tenThousandths(BigDecimal factor) {
    return factor.movePointRight(RewardTerms.DECIMALS).intValueExact();
  }
}
