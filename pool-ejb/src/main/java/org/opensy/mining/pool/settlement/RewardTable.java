package org.opensy.mining.pool.settlement;

import java.time.Instant;
import java.util.List;
import org.opensy.mining.pool.block.Block;
import org.opensy.mining.pool.reward.RewardShare;
import org.opensy.mining.pool.reward.RewardSplit;
import org.opensy.mining.pool.sql.DatabaseException;
import org.opensy.mining.pool.sql.SqlArray;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/** Rewards and the miners' parts of them, stored once a block. Thread-safe. */
final class RewardTable {
  private static final String INSERT =
      """
      insert into block_rewards (block_id, reward, carried_in, fee, operator, carried_out, work,
                                 effort_work, window_begin, upto_share_id, root, turn, split_at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)
      """;
  private static final String INSERT_SHARES =
      """
      insert into block_shares (block_id, miner_id, work, amount, fee_free)
      select ?, m.id, s.work, s.amount, s.fee_free
      from unnest(?::text[], ?::numeric[], ?::bigint[], ?::boolean[])
        as s (address, work, amount, fee_free)
      join miners m on m.address = s.address
      """;
  private static final String NEXT_TURN =
      "update block_rewards set turn = turn + 1 where block_id = ?";

  private RewardTable() {}

  static void insert(Transaction transaction, StoredReward reward, Instant when) {
    Block block = reward.block();
    RewardSplit split = reward.split();
    StoredReward.Work work = reward.basis().work();
    SqlQuery.of(
            INSERT,
            block.id(),
            block.pay().reward().baseUnits(),
            split.carriedIn().baseUnits(),
            split.fee().baseUnits(),
            split.operator().baseUnits(),
            split.carriedOut().baseUnits(),
            split.work(),
            work.effort(),
            work.begin(),
            work.uptoShareId(),
            reward.basis().root(),
            when)
        .update(transaction);
    insertShares(transaction, reward);
  }

  private static void insertShares(Transaction transaction, StoredReward reward) {
    List<RewardShare> shares = reward.split().shares();
    int stored =
        SqlQuery.of(
                INSERT_SHARES,
                reward.block().id(),
                SqlArray.texts(shares, RewardShare::address),
                SqlArray.wholes(shares, RewardShare::work),
                SqlArray.numbers(shares, share -> share.amount().baseUnits()),
                SqlArray.of("bool", shares, share -> reward.isFeeFree(share.address())))
            .update(transaction);
    if (stored != shares.size()) {
      throw new DatabaseException("a miner in the window of " + reward.block() + " is unknown");
    }
  }

  /** The next event of this block gets keys of its own. */
  static void nextTurn(Transaction transaction, Block block) {
    SqlQuery.of(NEXT_TURN, block.id()).update(transaction);
  }
}
