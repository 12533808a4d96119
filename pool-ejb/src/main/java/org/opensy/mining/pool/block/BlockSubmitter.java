package org.opensy.mining.pool.block;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.node.BlockHeaderInfo;
import org.opensy.mining.pool.node.NodeClient;
import org.opensy.mining.pool.node.NodeException;
import org.opensy.mining.pool.node.SubmitResult;
import org.opensy.mining.pool.sql.DatabaseException;
import org.opensy.mining.stratum.protocol.LogText;

/** Hands blocks to the nodes and notes what they say. Thread-safe. */
@ApplicationScoped
public class BlockSubmitter {
  private static final Logger LOG = System.getLogger(BlockSubmitter.class.getName());

  /** A younger block is still with the thread that found it. */
  private static final Duration SETTLE_AFTER = Duration.ofMinutes(2);

  private static final int SETTLE_AT_ONCE = 100;

  private final NodeClient node;
  private final BlockStore store;
  private final BlockCounters counters;

  /** For the container's proxy. */
  protected BlockSubmitter() {
    this(null, null, null);
  }

  @Inject
  BlockSubmitter(NodeClient node, BlockStore store, BlockCounters counters) {
    this.node = node;
    this.store = store;
    this.counters = counters;
  }

  /** Submits, whatever journal and database do; {@link #note} is to follow. */
  SubmitResult submit(BlockHash hash, String hex) {
    SubmitResult result = node.submitBlock(hex, hash);
    LOG.log(
        result.isOnChain() ? Level.INFO : Level.WARNING,
        "POOL-2005 block submitted hash={0} result={1}",
        hash,
        LogText.of(result));
    return result;
  }

  /**
   * Notes what the nodes said of a block that is stored.
   *
   * @param result empty if it is kept back
   */
  void note(BlockHash hash, Optional<SubmitResult> result) {
    try {
      store.mark(
          hash,
          result.map(BlockSubmitter::statusOf).orElse(BlockStatus.SIBLING),
          result.map(BlockSubmitter::reasonOf).orElse(""));
    } catch (DatabaseException unreachable) {
      LOG.log(Level.ERROR, "POOL-2006 block status not stored hash=" + hash, unreachable);
    }
  }

  /**
   * Finds out what became of blocks that a crash or an outage left open: from the node's header,
   * or, if no node has the block, by submitting it again. Then come siblings that nothing keeps
   * back any more, one after the other; those of blocks that are buried are given up. Oldest first,
   * so many at a time that new blocks are not held up.
   *
   * @param now to tell what is left from what is under way
   */
  public void settle(Instant now) {
    Instant before = now.minus(SETTLE_AFTER);
    try {
      List<Block> unknown =
          store.withStatus(EnumSet.of(BlockStatus.FOUND, BlockStatus.UNKNOWN)).stream()
              .filter(open -> open.outcome().since().isBefore(before))
              .limit(SETTLE_AT_ONCE)
              .filter(open -> !isSettledByHeader(open))
              .toList();
      unknown.forEach(this::submitAgain);
      sendSiblings(before);
      counters.superseded(store.supersede());
    } catch (DatabaseException | NodeException unreachable) {
      LOG.log(Level.DEBUG, "open blocks not settled", unreachable);
    }
  }

  private boolean isSettledByHeader(Block open) {
    Optional<SubmitResult> result = node.blockHeader(open.hash()).map(BlockSubmitter::resultOf);
    result.ifPresent(
        known -> {
          LOG.log(
              Level.INFO,
              "POOL-2009 block settled hash={0} result={1}",
              open.hash(),
              LogText.of(known));
          settled(open, known);
        });
    return result.isPresent();
  }

  private void submitAgain(Block open) {
    if (open.status() == BlockStatus.FOUND && store.isAfterAnother(open.hash())) {
      counters.sibling();
      note(open.hash(), Optional.empty());
    } else {
      settled(open, submit(open.hash(), store.hex(open.hash())));
    }
  }

  private void sendSiblings(Instant before) {
    Optional<Block> sibling = store.nextSibling(before);
    for (int sent = 0; sibling.isPresent() && sent < SETTLE_AT_ONCE; sent++) {
      BlockHash hash = sibling.get().hash();
      counters.siblingSent();
      SubmitResult result = submit(hash, store.hex(hash));
      if (result.isOnChain()) {
        counters.accepted();
      }
      note(hash, Optional.of(result));
      sibling = store.nextSibling(before);
    }
  }

  private void settled(Block open, SubmitResult result) {
    note(open.hash(), Optional.of(result));
    // Of a block that is only FOUND a node may have said so before, without it being stored.
    if (result.isOnChain() && open.status() == BlockStatus.UNKNOWN) {
      counters.accepted();
    }
  }

  private static SubmitResult resultOf(BlockHeaderInfo header) {
    return header.onBestChain() ? new SubmitResult.Accepted() : new SubmitResult.Inconclusive();
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
