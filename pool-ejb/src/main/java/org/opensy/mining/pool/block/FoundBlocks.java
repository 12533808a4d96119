package org.opensy.mining.pool.block;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.job.FoundBlock;
import org.opensy.mining.pool.journal.JournalTicket;
import org.opensy.mining.pool.ledger.BlockFind;
import org.opensy.mining.pool.ledger.BlockJournal;
import org.opensy.mining.pool.ledger.JournaledBlock;
import org.opensy.mining.pool.node.SubmitResult;

/**
 * What happens to a found block: it goes into the journal, then to the nodes and, with its own
 * share, into the database at the same time, and what the nodes say is stored too. A journal that
 * does not take it in a quarter of a second is passed over: then the database has two seconds, and
 * then the block goes out all the same, and into the log. What the database did not take is stored
 * when it is back, or after the next start. Thread-safe.
 */
@ApplicationScoped
public class FoundBlocks {
  private static final Logger LOG = System.getLogger(FoundBlocks.class.getName());
  private static final Duration JOURNAL_LIMIT = Duration.ofMillis(250);
  private static final Duration STORE_LIMIT = Duration.ofSeconds(2);
  private static final int MOST_UNSTORED = 1000;

  @Resource(lookup = "java:comp/DefaultManagedExecutorService")
  ExecutorService executor;

  private final Consumer<BlockFind> store;
  private final BiFunction<BlockHash, String, SubmitResult> nodes;
  private final BiConsumer<BlockHash, SubmitResult> notes;
  private final BlockCounters counters;
  private final BlockJournal shares;

  // Blocks are rare; should there ever be more of them, they are in the journal.
  private final Queue<Submitted> unstored = new ArrayBlockingQueue<>(MOST_UNSTORED);
  // One party is this bean; each block under way is another.
  private final Phaser underWay = new Phaser(1);

  /**
   * A block on its way to the database.
   *
   * @param find the block
   * @param ticket of the journal, if it takes the block
   */
  private record Kept(BlockFind find, CompletionStage<Optional<JournalTicket>> ticket) {}

  /**
   * A block that the database did not take yet.
   *
   * @param result what the nodes said
   */
  private record Submitted(Kept kept, SubmitResult result) {}

  /** For the container's proxy. */
  protected FoundBlocks() {
    this(null, null, null, null, null);
  }

  @Inject
  FoundBlocks(
      BlockStore store, BlockSubmitter submitter, BlockCounters counters, BlockJournal shares) {
    this(store::store, submitter::submit, submitter::note, counters, shares);
  }

  /**
   * @param store stores a block with its share, or throws
   * @param nodes submits the bytes of a block
   * @param notes stores what the nodes said of a block that is stored
   */
  FoundBlocks(
      Consumer<BlockFind> store,
      BiFunction<BlockHash, String, SubmitResult> nodes,
      BiConsumer<BlockHash, SubmitResult> notes,
      BlockCounters counters,
      BlockJournal shares) {
    this.store = store;
    this.nodes = nodes;
    this.notes = notes;
    this.counters = counters;
    this.shares = shares;
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
    shares.hold(find.share());
    begin(() -> keep(find));
  }

  /** Takes up what a former run left in the journal; once, when the database is there. */
  public void resume() {
    for (JournaledBlock block : shares.blocks()) {
      LOG.log(
          Level.INFO,
          "POOL-2010 block taken up from the journal hash={0}",
          block.find().block().hash());
      begin(
          () ->
              new Kept(
                  block.find(), CompletableFuture.completedStage(Optional.of(block.ticket()))));
    }
  }

  private void begin(Supplier<Kept> block) {
    underWay.register();
    try {
      executor.execute(() -> seeThrough(block));
    } catch (RejectedExecutionException noThread) {
      seeThrough(block);
    }
  }

  /**
   * Waits until the blocks taken before are submitted; for the stop.
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

  private void seeThrough(Supplier<Kept> block) {
    try {
      storeAndSubmit(block.get());
    } finally {
      underWay.arriveAndDeregister();
    }
  }

  /**
   * Stores the blocks that the database did not take at once, and what the nodes said of them; ends
   * at the first that fails.
   */
  public void storeLate() {
    Submitted late = unstored.poll();
    while (late != null) {
      try {
        store.accept(late.kept().find());
      } catch (RuntimeException failed) {
        // Behind the others, which may fare better.
        keepForLater(late);
        throw failed;
      }
      LOG.log(
          Level.INFO, "POOL-2008 block stored late hash={0}", late.kept().find().block().hash());
      done(late);
      late = unstored.poll();
    }
  }

  /** Puts the block into the journal, and waits for that a moment. */
  private Kept keep(BlockFind find) {
    CompletionStage<Optional<JournalTicket>> ticket = shares.record(find);
    try {
      ticket.toCompletableFuture().get(JOURNAL_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException slow) {
      LOG.log(Level.WARNING, "POOL-2011 the journal does not take the block", slow);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return new Kept(find, ticket);
  }

  private void storeAndSubmit(Kept kept) {
    FoundBlock block = kept.find().block();
    Optional<Future<?>> storing = storeInBackground(kept.find());
    boolean stored = false;
    if (!isJournaled(kept)) {
      stored = isStored(storing);
    }
    SubmitResult result = nodes.apply(block.hash(), block.block().toHex());
    if (result.isOnChain()) {
      counters.accepted();
    }
    if (stored || isStored(storing)) {
      done(new Submitted(kept, result));
    } else {
      LOG.log(
          Level.ERROR,
          "POOL-2002 block not stored, submitted all the same hash={0} {1}",
          block.hash(),
          isJournaled(kept) ? "it is in the journal" : "hex=" + block.block().toHex());
      keepForLater(new Submitted(kept, result));
    }
  }

  private static boolean isJournaled(Kept kept) {
    return kept.ticket().toCompletableFuture().getNow(Optional.empty()).isPresent();
  }

  private void done(Submitted stored) {
    BlockFind find = stored.kept().find();
    shares.release(find.share());
    stored.kept().ticket().thenAccept(ticket -> ticket.ifPresent(shares::settle));
    notes.accept(find.block().hash(), stored.result());
  }

  private void keepForLater(Submitted block) {
    if (!unstored.offer(block)) {
      shares.release(block.kept().find().share());
    }
  }

  private Optional<Future<?>> storeInBackground(BlockFind find) {
    try {
      return Optional.of(executor.submit(() -> store.accept(find)));
    } catch (RejectedExecutionException noThread) {
      LOG.log(Level.WARNING, "POOL-2004 no thread to store the block", noThread);
      return Optional.empty();
    }
  }

  private static boolean isStored(Optional<Future<?>> storing) {
    if (storing.isEmpty()) {
      return false;
    }
    try {
      storing.get().get(STORE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException failed) {
      LOG.log(Level.WARNING, "POOL-2004 the database does not take the block", failed);
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
