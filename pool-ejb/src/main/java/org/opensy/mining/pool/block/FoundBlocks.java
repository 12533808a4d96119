package org.opensy.mining.pool.block;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.opensy.mining.pool.block.BlockKeeping.Kept;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.job.FoundBlock;
import org.opensy.mining.pool.ledger.BlockFind;
import org.opensy.mining.pool.ledger.JournaledBlock;
import org.opensy.mining.pool.node.BlockTaken;
import org.opensy.mining.pool.node.SubmitResult;
import org.opensy.mining.pool.sql.DatabaseException;

/**
 * What happens to a found block: it is kept, and goes to the nodes if no other block of ours on the
 * same parent is on its way there or taken. Otherwise it is a sibling, which is kept back: nodes
 * check one block after the other, and while they check siblings nobody gets work on top of the
 * first. Thread-safe.
 */
@ApplicationScoped
public class FoundBlocks {
  private static final Logger LOG = System.getLogger(FoundBlocks.class.getName());

  @Resource(lookup = "java:comp/DefaultManagedExecutorService")
  ExecutorService executor;

  private final BlockKeeping keeping;
  private final Nodes nodes;
  private final BlockCounters counters;
  private final SubmissionTurns<Kept> turns = new SubmissionTurns<>();
  // One party is this bean; each block under way is another.
  private final Phaser underWay = new Phaser(1);

  /** Who takes blocks, and what is known of blocks before. */
  interface Nodes {
    /** Submits a block; throws nothing for what nodes say or fail to say. */
    SubmitResult submit(BlockHash hash, String hex);

    /**
     * Whether another block of ours on the same parent goes before one that is stored.
     *
     * @throws DatabaseException if the database fails
     */
    boolean isAfterAnother(BlockHash hash);

    /** A node has taken a block. */
    void taken(BlockTaken block);
  }

  /** For the container's proxy. */
  protected FoundBlocks() {
    this(null, null, (BlockCounters) null);
  }

  @Inject
  FoundBlocks(
      BlockKeeping keeping,
      BlockSubmitter submitter,
      BlockStore store,
      BlockCounters counters,
      Event<BlockTaken> taken) {
    this(keeping, nodes(submitter, store, taken::fire), counters);
  }

  FoundBlocks(BlockKeeping keeping, Nodes nodes, BlockCounters counters) {
    this.keeping = keeping;
    this.nodes = nodes;
    this.counters = counters;
  }

  private static Nodes nodes(
      BlockSubmitter submitter, BlockStore store, Consumer<BlockTaken> takenBlock) {
    return new Nodes() {
      @Override
      public SubmitResult submit(BlockHash hash, String hex) {
        return submitter.submit(hash, hex);
      }

      @Override
      public boolean isAfterAnother(BlockHash hash) {
        return store.isAfterAnother(hash);
      }

      @Override
      public void taken(BlockTaken block) {
        takenBlock.accept(block);
      }
    };
  }

  /** Keeps and submits in the background, or here if there is no thread to be had. */
  public void take(BlockFind find) {
    counters.found();
    LOG.log(
        Level.INFO,
        "POOL-2001 block found height={0} hash={1} miner={2} worker={3}",
        String.valueOf(find.block().height()),
        find.block().hash(),
        find.share().address(),
        find.share().worker());
    keeping.hold(find);
    begin(() -> sendInTurn(keeping.keep(find)));
  }

  /** Takes up what a former run left in the journal; once, when the database is there. */
  public void resume() {
    for (JournaledBlock block : keeping.left()) {
      LOG.log(
          Level.INFO,
          "POOL-2010 block taken up from the journal hash={0}",
          block.find().block().hash());
      begin(() -> resume(keeping.keepAgain(block)));
    }
  }

  private void begin(Runnable step) {
    underWay.register();
    try {
      executor.execute(() -> seeThrough(step));
    } catch (RejectedExecutionException noThread) {
      seeThrough(step);
    }
  }

  private void seeThrough(Runnable step) {
    try {
      step.run();
    } finally {
      underWay.arriveAndDeregister();
    }
  }

  /**
   * Waits until the blocks taken before are submitted or kept back; for the stop.
   *
   * @return false if one still is under way after that time
   */
  public boolean awaitDone(Duration bound) {
    try {
      underWay.awaitAdvanceInterruptibly(
          underWay.arrive(), bound.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException late) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Stores the blocks that the database did not take at once; ends at the first that fails. */
  public void storeLate() {
    keeping.storeLate();
  }

  /** What the former run had sent is known to the database only. */
  private void resume(Kept kept) {
    if (isAfterAnother(kept)) {
      keepBack(kept);
    } else {
      sendInTurn(kept);
    }
  }

  private boolean isAfterAnother(Kept kept) {
    try {
      return keeping.isStored(kept) && nodes.isAfterAnother(kept.find().block().hash());
    } catch (DatabaseException unreachable) {
      LOG.log(Level.DEBUG, "not known whether the block is a sibling", unreachable);
      return false;
    }
  }

  private void sendInTurn(Kept kept) {
    if (turns.begin(kept.find().block().parent(), kept)) {
      send(kept);
    } else {
      keepBack(kept);
    }
  }

  private void keepBack(Kept kept) {
    counters.sibling();
    LOG.log(
        Level.DEBUG,
        "POOL-2012 block kept back, another one of ours goes first hash={0}",
        kept.find().block().hash());
    keeping.note(kept, Optional.empty());
  }

  private void send(Kept kept) {
    FoundBlock block = kept.find().block();
    SubmitResult result = submit(block);
    if (result.isOnChain()) {
      counters.accepted();
      announce(new BlockTaken(block.hash(), block.parent()));
    }
    turns.next(block.parent(), result).ifPresent(this::sendSibling);
    keeping.note(kept, Optional.of(result));
  }

  /** Whatever happens, the turn ends, or the siblings would wait for ever. */
  private SubmitResult submit(FoundBlock block) {
    try {
      return nodes.submit(block.hash(), block.block().toHex());
    } catch (RuntimeException failed) {
      LOG.log(Level.ERROR, "POOL-2013 submission failed hash=" + block.hash(), failed);
      return new SubmitResult.Unknown(String.valueOf(failed.getMessage()));
    }
  }

  private void sendSibling(Kept sibling) {
    counters.siblingSent();
    begin(() -> send(sibling));
  }

  /** On a thread of its own: neither waits for the other. */
  private void announce(BlockTaken block) {
    try {
      executor.execute(() -> nodes.taken(block));
    } catch (RejectedExecutionException noThread) {
      LOG.log(Level.DEBUG, "the next look finds the block", noThread);
    }
  }
}
