package org.opensy.mining.pool.settlement;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.ledger.BlockStatus;
import org.opensy.mining.pool.ledger.LedgerException;
import org.opensy.mining.pool.ledger.ShareWriters;
import org.opensy.mining.pool.money.Fence;
import org.opensy.mining.pool.node.BlockHeaderInfo;

/**
 * Follows our blocks through the chain. What counts is what the node says of a block's own hash:
 * another block at its height is not ours. A block that no node knows stays as it is. Confined to
 * the holder of the fence.
 */
final class BlockWatch {
  private static final Logger LOG = System.getLogger(BlockWatch.class.getName());

  /** Blocks that are that much below the best one are no longer asked for. */
  private static final int FINAL_DEPTH = 1000;

  private final OwnBlocks blocks;
  private final BlockBooking booking;
  private final ShareWriters writers;
  private final Function<BlockHash, Optional<BlockHeaderInfo>> headers;
  private final int maturity;

  /**
   * @param headers what the node says of a block, nothing if it does not know it
   * @param maturity confirmations after which a reward can be paid
   */
  BlockWatch(
      OwnBlocks blocks,
      BlockBooking booking,
      ShareWriters writers,
      Function<BlockHash, Optional<BlockHeaderInfo>> headers,
      int maturity) {
    this.blocks = blocks;
    this.booking = booking;
    this.writers = writers;
    this.headers = headers;
    this.maturity = maturity;
  }

  /**
   * Looks at every block that is not final, oldest first.
   *
   * @param bestHeight of the node
   */
  void look(Fence fence, long bestHeight) {
    for (OwnBlock block : blocks.watched(bestHeight - FINAL_DEPTH)) {
      Optional<BlockHeaderInfo> header = headers.apply(block.hash());
      if (header.isPresent()) {
        followOrLeave(block, header.get(), fence);
      }
    }
  }

  /** One block whose shares are missing must not hold up the others. */
  private void followOrLeave(OwnBlock block, BlockHeaderInfo header, Fence fence) {
    try {
      follow(block, header, fence);
    } catch (LedgerException missing) {
      LOG.log(Level.ERROR, "POOL-8007 block not credited " + block, missing);
    }
  }

  private void follow(OwnBlock block, BlockHeaderInfo header, Fence fence) {
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
          booking.creditAgain(block, fence);
          LOG.log(Level.INFO, "POOL-8003 block is back on the chain {0}", block);
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

  private void accepted(OwnBlock block, boolean onChain, Fence fence) {
    if (!onChain) {
      booking.mark(block, BlockStatus.INCONCLUSIVE, fence);
      return;
    }
    // Shares still on their way to the database belong into the window, too.
    Instant found = block.foundAt();
    if (writers.allStoredBefore(found) && !blocks.isUndecidedBefore(block)) {
      booking.credit(block, fence);
      LOG.log(Level.INFO, "POOL-8001 block credited {0}", block);
    }
  }

  private void immature(OwnBlock block, BlockHeaderInfo header, Fence fence) {
    if (!header.onBestChain()) {
      booking.orphan(block, fence);
      LOG.log(Level.WARNING, "POOL-8002 block orphaned, its credit is taken back {0}", block);
    } else if (header.confirmations() >= maturity) {
      booking.mature(block, fence);
      LOG.log(Level.INFO, "POOL-8004 block matured {0}", block);
    }
  }
}
