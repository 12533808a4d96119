package org.opensy.mining.pool.stratum;

import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.opensy.mining.pool.job.FoundBlock;
import org.opensy.mining.pool.ledger.BlockFind;
import org.opensy.mining.pool.ledger.BlockStore;
import org.opensy.mining.pool.ledger.ShareWriter;

/**
 * What happens to a found block: it is stored with its own share, then submitted, and what the
 * nodes say is stored too. A database that does not answer holds the submission up for two seconds
 * at most; the block is then in the log, and stored when the database is back. Thread-safe.
 */
@ApplicationScoped
public class FoundBlocks {
  private static final Logger LOG = System.getLogger(FoundBlocks.class.getName());
  private static final Duration STORE_LIMIT = Duration.ofSeconds(2);
  private static final int MOST_UNSTORED = 1000;

  @Resource(lookup = "java:comp/DefaultManagedExecutorService")
  ExecutorService executor;

  private BlockStore store;
  private BlockSubmitter submitter;
  private ShareCounters counters;
  private ShareWriter shares;

  // Blocks are rare; should there ever be more of them, they are in the log.
  private final Queue<BlockFind> unstored = new ArrayBlockingQueue<>(MOST_UNSTORED);
  // One party is this bean; each block under way is another.
  private final Phaser underWay = new Phaser(1);

  @Inject
  void use(
      BlockStore givenStore,
      BlockSubmitter givenSubmitter,
      ShareCounters givenCounters,
      ShareWriter givenShares) {
    store = givenStore;
    submitter = givenSubmitter;
    counters = givenCounters;
    shares = givenShares;
  }

  /** Stores and submits in the background, or here if there is no thread to be had. */
  void take(BlockFind find) {
    counters.blockFound();
    LOG.log(
        Level.INFO,
        "POOL-2001 block found height={0} hash={1} miner={2} worker={3}",
        String.valueOf(find.block().height()),
        find.block().hash(),
        find.share().share().address(),
        find.share().share().worker());
    shares.hold(find.share());
    underWay.register();
    try {
      executor.execute(() -> seeThrough(find));
    } catch (RejectedExecutionException noThread) {
      seeThrough(find);
    }
  }

  /**
   * Waits until the blocks taken before are submitted; for the stop.
   *
   * @return false if one still is under way after that time
   */
  boolean awaitDone(Duration bound) {
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

  private void seeThrough(BlockFind find) {
    try {
      storeAndSubmit(find);
    } finally {
      underWay.arriveAndDeregister();
    }
  }

  /** Stores the blocks that the database did not take at once; ends at the first that fails. */
  void storeLate() {
    BlockFind late = unstored.poll();
    while (late != null) {
      try {
        store(late);
      } catch (EJBException failed) {
        // Behind the others, which may fare better.
        keepForLater(late);
        throw failed;
      }
      LOG.log(Level.INFO, "POOL-2008 block stored late hash={0}", late.block().hash());
      shares.release(late.share());
      late = unstored.poll();
    }
  }

  private void storeAndSubmit(BlockFind find) {
    FoundBlock block = find.block();
    if (isStored(find)) {
      shares.release(find.share());
    } else {
      LOG.log(
          Level.ERROR,
          "POOL-2002 block not stored, submitted all the same hash={0} hex={1}",
          block.hash(),
          block.block().toHex());
      keepForLater(find);
    }
    if (submitter.submit(block.hash(), block.block().toHex()).isOnChain()) {
      counters.blockAccepted();
    }
  }

  private void keepForLater(BlockFind find) {
    if (!unstored.offer(find)) {
      shares.release(find.share());
    }
  }

  private boolean isStored(BlockFind find) {
    try {
      Future<?> stored = executor.submit(() -> store(find));
      stored.get(STORE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException | RejectedExecutionException failed) {
      LOG.log(Level.WARNING, "POOL-2004 the database does not take the block", failed);
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The share first: a stored block never lacks its own. */
  private void store(BlockFind find) {
    shares.store(find.share());
    store.store(find);
  }
}
