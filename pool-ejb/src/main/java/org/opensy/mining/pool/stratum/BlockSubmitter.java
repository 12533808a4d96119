package org.opensy.mining.pool.stratum;

import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.ledger.BlockStatus;
import org.opensy.mining.pool.ledger.BlockStore;
import org.opensy.mining.pool.ledger.PoolBlock;
import org.opensy.mining.pool.node.NodeClient;
import org.opensy.mining.pool.node.SubmitResult;

/** Hands blocks to the nodes and notes what they say. Thread-safe. */
@ApplicationScoped
public class BlockSubmitter {
  private static final Logger LOG = System.getLogger(BlockSubmitter.class.getName());

  /** A younger block is still with the thread that found it. */
  private static final Duration SETTLE_AFTER = Duration.ofMinutes(2);

  @Inject private NodeClient node;
  @Inject private BlockStore store;
  @Inject private ShareCounters counters;

  /** Submits, whatever the database does. */
  SubmitResult submit(BlockHash hash, String hex) {
    SubmitResult result = node.submitBlock(hex, hash);
    LOG.log(
        result.isOnChain() ? Level.INFO : Level.WARNING,
        "POOL-2005 block submitted hash={0} result={1}",
        hash,
        result);
    try {
      store.mark(hash, statusOf(result), reasonOf(result));
    } catch (EJBException unreachable) {
      LOG.log(Level.ERROR, "POOL-2006 block status not stored hash=" + hash, unreachable);
    }
    return result;
  }

  /**
   * Submits again what a crash or an outage left open; submitting twice is harmless.
   *
   * @param now to tell what is left from what is under way
   */
  public void settle(Instant now) {
    try {
      for (PoolBlock open : store.withStatus(EnumSet.of(BlockStatus.FOUND, BlockStatus.UNKNOWN))) {
        if (open.statusAt().plus(SETTLE_AFTER).isBefore(now)) {
          settle(open);
        }
      }
    } catch (EJBException unreachable) {
      LOG.log(Level.DEBUG, "open blocks not settled", unreachable);
    }
  }

  private void settle(PoolBlock open) {
    SubmitResult result = submit(open.hash(), open.hex());
    // Of a block that is only FOUND a node may have said so before, without it being stored.
    if (result.isOnChain() && open.status() == BlockStatus.UNKNOWN) {
      counters.blockAccepted();
    }
  }

  private static BlockStatus statusOf(SubmitResult result) {
    if (result.isOnChain()) {
      return BlockStatus.ACCEPTED;
    }
    if (result instanceof SubmitResult.Inconclusive) {
      return BlockStatus.INCONCLUSIVE;
    }
    return result instanceof SubmitResult.Refused ? BlockStatus.REFUSED : BlockStatus.UNKNOWN;
  }

  private static String reasonOf(SubmitResult result) {
    if (result instanceof SubmitResult.Refused refused) {
      return refused.reason();
    }
    return result instanceof SubmitResult.Unknown unknown ? unknown.trouble() : "";
  }
}
