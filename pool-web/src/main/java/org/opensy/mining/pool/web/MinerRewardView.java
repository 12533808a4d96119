package org.opensy.mining.pool.web;

import java.math.BigInteger;
import java.time.Instant;
import org.opensy.mining.pool.block.Block;
import org.opensy.mining.pool.report.ListedReward;

/**
 * A miner's part of a block's reward.
 *
 * @param block hash of the block
 * @param height of the block
 * @param foundAt when the block was found
 * @param scheme by what rule it was split
 * @param status where the block stands: immature, matured, orphaned, lost or written_off
 * @param value the miner's part
 * @param work of the miner that counted, in expected hashes
 * @param totalWork of all miners that counted
 * @param feeFree whether it paid no fee
 * @param maturesAt when it is to be payable; null if it is not immature
 */
public record MinerRewardView(
    String block,
    long height,
    Instant foundAt,
    String scheme,
    String status,
    Money value,
    BigInteger work,
    BigInteger totalWork,
    boolean feeFree,
    Instant maturesAt) {

  static MinerRewardView of(ListedReward reward, ChainProgress chain) {
    Block block = reward.block();
    return new MinerRewardView(
        block.hash().toString(),
        block.place().height(),
        block.foundAt(),
        block.share().scheme().lowerCaseName(),
        SnakeCase.word(block.status()),
        Money.of(reward.amount()),
        reward.work(),
        reward.totalWork(),
        reward.feeFree(),
        BlockView.Depth.of(block, chain).maturesAt());
  }
}
