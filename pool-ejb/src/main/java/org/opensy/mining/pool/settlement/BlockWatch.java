package org.opensy.mining.pool.settlement;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.opensy.mining.pool.block.Block;
import org.opensy.mining.pool.block.BlockStatus;
import org.opensy.mining.pool.block.BlockTable;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.ledger.LedgerException;
import org.opensy.mining.pool.ledger.ShareWriters;
import org.opensy.mining.pool.money.Fence;
import org.opensy.mining.pool.node.BlockHeaderInfo;
import org.opensy.mining.pool.sql.Transaction;

/**
 * Follows our blocks through the chain. What counts is what the node says of a block's own hash:
 * another block at its height is not ours. A block that the node does not know stays as it is,
 * unless it has lost its race. Confined to the holder of the fence.
 */
final class BlockWatch {
  private static final Logger LOG = System.getLogger(BlockWatch.class.getName());

  private final DataSource database;
  private final BlockBooking booking;
  private final ShareWriters writers;
  private final Function<BlockHash, Optional<BlockHeaderInfo>> headers;
  private final int maturity;
  private final Runnable orphaned;

  /**
   * @param headers what the node says of a block, nothing if it does not know it
   * @param maturity confirmations after which a reward can be paid, and after which a block that
   *     was never on the chain has lost its race
   * @param orphaned runs for each block that lost its race
   */
  BlockWatch(
      DataSource database,
      BlockBooking booking,
      Function<BlockHash, Optional<BlockHeaderInfo>> headers,
      int maturity,
      Runnable orphaned) {
    this.database = database;
    this.booking = booking;
    this.writers = new ShareWriters(database);
    this.headers = headers;
    this.maturity = maturity;
    this.orphaned = orphaned;
  }

  /**
   * Looks at every block that is not final, oldest first.
   *
   * @param bestHeight of the node
   */
  void look(Fence fence, long bestHeight) {
    List<Block> watched =
        Transaction.reading(database, transaction -> BlockTable.watched(transaction, bestHeight));
    for (Block block : watched) {
      Optional<BlockHeaderInfo> header = headers.apply(block.hash());
      if (hasLostItsRace(block, header, bestHeight)) {
        giveUp(block, fence);
      } else if (header.isPresent()) {
        followOrLeave(block, header.get(), fence);
      }
    }
  }

  /** Whether another block stands deep in the chain where this one, never credited, would be. */
  private boolean hasLostItsRace(Block block, Optional<BlockHeaderInfo> header, long bestHeight) {
    return block.status() == BlockStatus.INCONCLUSIVE
        && bestHeight - block.place().height() >= maturity
        && header.filter(BlockHeaderInfo::onBestChain).isEmpty();
  }

  private void giveUp(Block block, Fence fence) {
    booking.mark(block, BlockStatus.ORPHANED, fence);
    orphaned.run();
    LOG.log(Level.WARNING, "POOL-8008 block lost its race, nobody is credited for it {0}", block);
  }

  /** One block whose shares are missing must not hold up the others. */
  private void followOrLeave(Block block, BlockHeaderInfo header, Fence fence) {
    try {
      follow(block, header, fence);
    } catch (LedgerException missing) {
      LOG.log(Level.ERROR, "POOL-8007 block not credited " + block, missing);
    }
  }

  private void follow(Block block, BlockHeaderInfo header, Fence fence) {
    boolean onChain = header.onBestChain();
    switch (block.status()) {
      case ACCEPTED -> accepted(block, onChain, fence);
      case INCONCLUSIVE -> {
        if (onChain) {
          booking.mark(block, BlockStatus.ACCEPTED, fence);
        }
      }
      case IMMATURE -> immature(block, header, fence);
      case ORPHANED -> {
        if (onChain) {
          comeBack(block, fence);
        }
      }
      case MATURED -> {
        if (!onChain) {
          booking.lose(block, fence);
          LOG.log(
              Level.ERROR,
              "POOL-8005 a matured block left the chain, payouts are halted until a person decides {0}",
              block);
        }
      }
      case LOST -> {
        if (onChain) {
          booking.mark(block, BlockStatus.MATURED, fence);
          LOG.log(Level.WARNING, "POOL-8006 the lost block is back, lift the halt {0}", block);
        }
      }
      default -> throw new IllegalStateException(block + " is not watched: " + block.status());
    }
  }

  private void comeBack(Block block, Fence fence) {
    boolean credited = booking.creditAgain(block, fence);
    LOG.log(
        Level.INFO,
        "POOL-8003 block is back on the chain {0}{1}",
        block,
        credited ? "" : ", to be credited for the first time");
  }

  private void accepted(Block block, boolean onChain, Fence fence) {
    if (!onChain) {
      booking.mark(block, BlockStatus.INCONCLUSIVE, fence);
      return;
    }
    // Shares still on their way to the database belong into the window, too.
    Instant found = block.foundAt();
    if (writers.allStoredBefore(found) && !isUndecidedBefore(block)) {
      booking.credit(block, fence);
      LOG.log(Level.INFO, "POOL-8001 block credited {0}", block);
    }
  }

  private void immature(Block block, BlockHeaderInfo header, Fence fence) {
    if (!header.onBestChain()) {
      booking.orphan(block, fence);
      LOG.log(Level.WARNING, "POOL-8002 block orphaned, its credit is taken back {0}", block);
    } else if (header.confirmations() >= maturity) {
      booking.mature(block, fence);
      LOG.log(Level.INFO, "POOL-8004 block matured {0}", block);
    }
  }

  private boolean isUndecidedBefore(Block block) {
    return Transaction.reading(
        database, transaction -> BlockTable.isUndecidedBefore(transaction, block));
  }
}
