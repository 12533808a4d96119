package org.opensy.mining.pool.settlement;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.opensy.mining.pool.block.Block;
import org.opensy.mining.pool.block.BlockStatus;
import org.opensy.mining.pool.block.BlockTable;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.money.Fence;
import org.opensy.mining.pool.node.ChainView;
import org.opensy.mining.pool.sql.Transaction;

/**
 * Books what became of our blocks and of shares under PPS. Each step can be repeated and
 * interrupted anywhere. One thread at a time.
 */
public final class Settlement {
  private final DataSource database;
  private final ChainView node;
  private final RewardSplitter splitter;
  private final BlockBooking booking;
  private final BlockWatch watch;
  private final PpsBooking pps;

  /**
   * By what rules.
   *
   * @param maturity confirmations after which a reward can be paid
   * @param feeFree addresses that pay no fee, canonical text
   */
  public record Rules(int maturity, Set<String> feeFree) {}

  /**
   * On this database, with this node.
   *
   * @param orphaned runs for each block that lost its race for good
   */
  public Settlement(
      DataSource database, ChainView node, Rules rules, Runnable orphaned, InstantSource clock) {
    this.database = database;
    this.node = node;
    this.splitter = new RewardSplitter(database, rules.feeFree());
    this.booking = new BlockBooking(database, splitter, clock);
    this.watch = new BlockWatch(database, booking, node::blockHeader, rules.maturity(), orphaned);
    this.pps = new PpsBooking(database, clock);
  }

  /**
   * Looks at all blocks and shares once.
   *
   * @throws org.opensy.mining.pool.node.NodeException if no node answers; what was booked stays
   */
  public void run(Fence fence) {
    pps.credit(fence);
    watch.look(fence, node.chainInfo().blocks());
  }

  /** An instant before which no share is needed for a block whose reward is still to be split. */
  public Optional<Instant> oldestShareNeeded() {
    Optional<Instant> oldest = Optional.empty();
    for (Block block : Transaction.reading(database, BlockTable::unsplit)) {
      Instant begin = splitter.needsSince(block);
      if (oldest.isEmpty() || begin.isBefore(oldest.get())) {
        oldest = Optional.of(begin);
      }
    }
    return oldest;
  }

  /** What stops payouts. */
  public List<Halts.Halt> halts() {
    return Transaction.reading(database, Halts::open);
  }

  /**
   * A person gives a matured block up that left the chain; the operator bears it.
   *
   * @return false if there is no such block or it is not lost
   */
  public boolean writeOff(Transaction transaction, BlockHash hash, String who, Fence fence) {
    Optional<Block> lost =
        BlockTable.find(transaction, hash).filter(block -> block.status() == BlockStatus.LOST);
    if (lost.isPresent()) {
      booking.writeOff(transaction, lost.get(), fence, who);
    }
    return lost.isPresent();
  }
}
