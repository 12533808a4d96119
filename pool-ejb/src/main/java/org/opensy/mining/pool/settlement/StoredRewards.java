package org.opensy.mining.pool.settlement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.opensy.mining.pool.block.Block;
import org.opensy.mining.pool.block.BlockTable;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.ledger.BlockShare;
import org.opensy.mining.pool.reward.RewardShare;
import org.opensy.mining.pool.reward.RewardSplit;
import org.opensy.mining.pool.sql.DatabaseException;
import org.opensy.mining.pool.sql.Row;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/** Reads rewards that were split. Thread-safe. */
public final class StoredRewards {
  private static final String HASHES =
      "select b.hash from block_rewards r join blocks b on b.id = r.block_id order by b.id";
  private static final String SELECT =
      "select carried_in, fee, operator, carried_out, effort_work, window_begin, upto_share_id, root, turn"
          + " from block_rewards where block_id = ?";
  private static final String SHARES =
      "select s.miner_id, m.address, s.work, s.amount, s.fee_free from block_shares s"
          + " join miners m on m.id = s.miner_id where s.block_id = ?";

  private StoredRewards() {}

  /** All blocks whose reward was split, oldest first. */
  public static List<BlockHash> hashes(Transaction transaction) {
    return SqlQuery.of(HASHES).list(transaction, row -> BlockHash.ofDisplayHex(row.text(1)));
  }

  /** The reward of a block; nothing if it is not ours or not split yet. */
  public static Optional<StoredReward> find(Transaction transaction, BlockHash hash) {
    Optional<Block> block = BlockTable.find(transaction, hash);
    return block.isPresent() ? find(transaction, block.get()) : Optional.empty();
  }

  /** The own share of the block of the same scheme before, where the window of PROP begins. */
  public static Optional<BlockShare> shareOfBlockBefore(
      Transaction transaction, StoredReward reward) {
    return BlockTable.previous(transaction, reward.block()).map(Block::share);
  }

  /** The reward of a block that was split before. */
  static StoredReward read(Transaction transaction, Block block) {
    return find(transaction, block)
        .orElseThrow(() -> new DatabaseException("no reward is stored for " + block));
  }

  static Optional<StoredReward> find(Transaction transaction, Block block) {
    return SqlQuery.of(SELECT, block.id())
        .first(transaction, row -> reward(transaction, block, row));
  }

  private static StoredReward reward(Transaction transaction, Block block, Row row) {
    List<RewardShare> shares = new ArrayList<>();
    Map<String, Long> minerIds = new HashMap<>();
    Set<String> feeFree = new HashSet<>();
    readShares(transaction, block, shares, minerIds, feeFree);
    RewardSplit split =
        new RewardSplit(
            shares,
            Amount.ofBaseUnits(row.number("fee")),
            Amount.ofBaseUnits(row.number("operator")),
            Amount.ofBaseUnits(row.number("carried_in")),
            Amount.ofBaseUnits(row.number("carried_out")));
    StoredReward.Basis basis =
        new StoredReward.Basis(
            new StoredReward.Work(
                row.whole("effort_work"), row.instant("window_begin"), row.number("upto_share_id")),
            row.text("root"),
            row.integer("turn"));
    return new StoredReward(block, split, basis, minerIds, feeFree);
  }

  private static void readShares(
      Transaction transaction,
      Block block,
      List<RewardShare> shares,
      Map<String, Long> minerIds,
      Set<String> feeFree) {
    SqlQuery.of(SHARES, block.id())
        .walk(
            transaction,
            row -> {
              String address = row.text("address");
              Amount amount = Amount.ofBaseUnits(row.number("amount"));
              shares.add(new RewardShare(address, row.whole("work"), amount));
              minerIds.put(address, row.number("miner_id"));
              if (row.flag("fee_free")) {
                feeFree.add(address);
              }
              return true;
            });
    shares.sort(Comparator.comparing(RewardShare::address));
  }
}
