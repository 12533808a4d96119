package org.opensy.mining.pool.web;

import org.opensy.mining.pool.reward.Effort;
import org.opensy.mining.pool.reward.RewardTerms;
import org.opensy.mining.pool.settlement.StoredReward;

/**
 * How a block's reward was split. Amounts in SYL with 8 decimals, as text so that no reader rounds
 * them.
 *
 * @param block its hash
 * @param root digest of the reward window, docs/proofs.md
 * @param terms in force when it was found
 * @param totals where the reward went
 * @param miners how many have a part
 * @param work theirs together, in expected hashes
 * @param effort work since the scheme's block before over the network's difficulty: 1.0000 is as
 *     expected, less is better
 */
public record RewardView(
    String block, String root, Terms terms, Totals totals, int miners, String work, String effort) {

  /**
   * What was agreed.
   *
   * @param scheme pplns, prop, pps or solo
   * @param feeBasisPoints the pool's part in hundredths of a percent
   * @param windowFactor N of PPLNS
   */
  public record Terms(String scheme, int feeBasisPoints, String windowFactor) {}

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
      String reward,
      String carriedIn,
      String miners,
      String fee,
      String operator,
      String carriedOut) {}

  static RewardView of(StoredReward reward) {
    RewardTerms terms = reward.block().pay().terms();
    return new RewardView(
        reward.block().hash().toString(),
        reward.basis().root(),
        new Terms(
            terms.scheme().lowerCaseName(),
            terms.fee().value(),
            terms.windowFactor().toPlainString()),
        new Totals(
            reward.block().pay().reward().toString(),
            reward.split().carriedIn().toString(),
            reward.split().toMiners().toString(),
            reward.split().fee().toString(),
            reward.split().operator().toString(),
            reward.split().carriedOut().toString()),
        reward.split().shares().size(),
        reward.split().work().toString(),
        new Effort(reward.basis().work().effort(), reward.block().pay().difficulty())
            .ratio()
            .toPlainString());
  }
}
