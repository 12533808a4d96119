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
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.journal.JournalTicket;
import org.opensy.mining.pool.ledger.BlockFind;
import org.opensy.mining.pool.ledger.BlockJournal;
import org.opensy.mining.pool.ledger.JournaledBlock;
import org.opensy.mining.pool.node.SubmitResult;

/**
 * Keeps found blocks: each in the journal, then with its own share in the database, and what the
 * nodes say with it. A journal that does not take a block in a quarter of a second is passed over:
 * then the database has two seconds, and a block that neither has goes into the log. What the
 * database did not take is stored when it is back, or after the next start. Thread-safe.
 */
@ApplicationScoped
public class BlockKeeping {
  private static final Logger LOG = System.getLogger(BlockKeeping.class.getName());
  private static final Duration JOURNAL_LIMIT = Duration.ofMillis(250);
  private static final Duration STORE_LIMIT = Duration.ofSeconds(2);
  private static final int MOST_UNSTORED = 1000;

  @Resource(lookup = "java:comp/DefaultManagedExecutorService")
  ExecutorService executor;

  private final Consumer<BlockFind> store;
  private final BiConsumer<BlockHash, Optional<SubmitResult>> notes;
  private final BlockJournal shares;

  // Should there ever be more of them, they are in the journal.
  private final Queue<Unstored> unstored = new ArrayBlockingQueue<>(MOST_UNSTORED);

  /** A block on its way to the database. */
  static final class Kept {
    private final BlockFind find;
    private final CompletionStage<Optional<JournalTicket>> ticket;
    private final Optional<Future<?>> storing;
    private final AtomicBoolean stored = new AtomicBoolean();

    private Kept(
        BlockFind find,
        CompletionStage<Optional<JournalTicket>> ticket,
        Optional<Future<?>> storing) {
      this.find = find;
      this.ticket = ticket;
      this.storing = storing;
    }

    /** The block. */
    BlockFind find() {
      return find;
    }
  }

  /**
   * A block that the database did not take yet.
   *
   * @param result what the nodes said, if it was sent
   */
  private record Unstored(Kept kept, Optional<SubmitResult> result) {}

  /** For the container's proxy. */
  protected BlockKeeping() {
    this((Consumer<BlockFind>) null, null, null);
  }

  @Inject
  BlockKeeping(BlockStore store, BlockSubmitter submitter, BlockJournal shares) {
    this(store::store, submitter::note, shares);
  }

  /**
   * @param store stores a block with its share, or throws
   * @param notes stores what the nodes said of a block that is stored, or that it was not sent
   */
  BlockKeeping(
      Consumer<BlockFind> store,
      BiConsumer<BlockHash, Optional<SubmitResult>> notes,
      BlockJournal shares) {
    this.store = store;
    this.notes = notes;
    this.shares = shares;
  }

  /** Until it is stored, this instance does not promise that all up to its instant is. */
  void hold(BlockFind find) {
    shares.hold(find.share());
  }

  /** What a former run left in the journal. */
  Iterable<JournaledBlock> left() {
    return shares.blocks();
  }

  /**
   * Puts the block into the journal and begins to store it; waits for the one a moment, and if that
   * fails for the other.
   */
  Kept keep(BlockFind find) {
    CompletionStage<Optional<JournalTicket>> ticket = shares.record(find);
    try {
      ticket.toCompletableFuture().get(JOURNAL_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException slow) {
      LOG.log(Level.WARNING, "POOL-2011 the journal does not take the block", slow);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    Kept kept = new Kept(find, ticket, storeInBackground(find));
    if (!isJournaled(kept)) {
      boolean unused = isStored(kept);
    }
    return kept;
  }

  /** Stores a block that the journal has. */
  Kept keepAgain(JournaledBlock block) {
    return new Kept(
        block.find(),
        CompletableFuture.completedStage(Optional.of(block.ticket())),
        storeInBackground(block.find()));
  }

  /**
   * Notes what became of a block as soon as it is stored.
   *
   * @param result what the nodes said; empty if it is kept back
   */
  void note(Kept kept, Optional<SubmitResult> result) {
    if (isStored(kept)) {
      stored(kept, result);
    } else {
      LOG.log(
          Level.ERROR,
          "POOL-2002 block not stored yet hash={0} {1}",
          kept.find.block().hash(),
          isJournaled(kept) ? "it is in the journal" : "hex=" + kept.find.block().block().toHex());
      keepForLater(new Unstored(kept, result));
    }
  }

  /**
   * Stores the blocks that the database did not take at once, and what the nodes said of them; ends
   * at the first that fails.
   */
  void storeLate() {
    Unstored late = unstored.poll();
    while (late != null) {
      BlockFind find = late.kept().find;
      try {
        store.accept(find);
      } catch (RuntimeException failed) {
        // Behind the others, which may fare better.
        keepForLater(late);
        throw failed;
      }
      LOG.log(Level.INFO, "POOL-2008 block stored late hash={0}", find.block().hash());
      stored(late.kept(), late.result());
      late = unstored.poll();
    }
  }

  private void stored(Kept kept, Optional<SubmitResult> result) {
    if (kept.stored.compareAndSet(false, true)) {
      shares.release(kept.find.share());
      kept.ticket.thenAccept(ticket -> ticket.ifPresent(shares::settle));
    }
    notes.accept(kept.find.block().hash(), result);
  }

  private void keepForLater(Unstored block) {
    if (!unstored.offer(block) && block.kept().stored.compareAndSet(false, true)) {
      // The journal keeps it for the next start.
      shares.release(block.kept().find.share());
    }
  }

  private static boolean isJournaled(Kept kept) {
    return kept.ticket.toCompletableFuture().getNow(Optional.empty()).isPresent();
  }

  private Optional<Future<?>> storeInBackground(BlockFind find) {
    try {
      return Optional.of(executor.submit(() -> store.accept(find)));
    } catch (RejectedExecutionException noThread) {
      LOG.log(Level.WARNING, "POOL-2004 no thread to store the block", noThread);
      return Optional.empty();
    }
  }

  /** Waits up to two seconds for it. */
  boolean isStored(Kept kept) {
    if (kept.storing.isEmpty()) {
      return false;
    }
    try {
      kept.storing.get().get(STORE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
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
