package org.opensy.mining.pool.web;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.opensy.mining.pool.reward.Effort;
import org.opensy.mining.pool.reward.RewardTerms;
import org.opensy.mining.pool.settlement.StoredReward;

/**
 * How a block's reward was split.
 *
 * @param block its hash
 * @param root digest of the reward window, docs/proofs.md
 * @param terms in force when it was found
 * @param totals where the reward went
 * @param miners how many have a part
 * @param work theirs together, in expected hashes
 * @param effort work since the scheme's block before over the network's difficulty: 1 is as
 *     expected, less is better
 */
public record RewardView(
    String block,
    String root,
    Terms terms,
    Totals totals,
    int miners,
    BigInteger work,
    BigDecimal effort) {

  /**
   * What was agreed.
   *
   * @param scheme pplns, prop, pps or solo
   * @param feeBasisPoints the pool's part in hundredths of a percent
   * @param windowFactor N of PPLNS
   */
  public record Terms(String scheme, int feeBasisPoints, BigDecimal windowFactor) {}

  /**
   * Where the reward went: miners + fee + operator + carried out = reward + carried in.
   *
   * @param reward what the coinbase pays
   * @param carriedIn taken up from earlier divisions
   * @param miners theirs together
   * @param fee the pool's
   * @param operator the operator's, all of it under PPS
   * @param carriedOut left over for the next one
   */
  public record Totals(
      Money reward, Money carriedIn, Money miners, Money fee, Money operator, Money carriedOut) {}

  static RewardView of(StoredReward reward) {
    RewardTerms terms = reward.block().pay().terms();
    return new RewardView(
        reward.block().hash().toString(),
        reward.basis().root(),
        new Terms(terms.scheme().lowerCaseName(), terms.fee().value(), terms.windowFactor()),
        new Totals(
            Money.of(reward.block().pay().reward()),
            Money.of(reward.split().carriedIn()),
            Money.of(reward.split().toMiners()),
            Money.of(reward.split().fee()),
            Money.of(reward.split().operator()),
            Money.of(reward.split().carriedOut())),
        reward.split().shares().size(),
        reward.split().work(),
        new Effort(reward.basis().work().effort(), reward.block().pay().difficulty()).ratio());
  }
}
