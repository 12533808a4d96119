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
import org.opensy.mining.pool.job.Job;
import org.opensy.mining.pool.ledger.BlockStore;
import org.opensy.mining.pool.share.ShareOutcome;

/**
 * What happens to a found block: it is stored, then submitted, and what the nodes say is stored
 * too. A database that does not answer holds the submission up for two seconds at most; the block
 * is then in the log, and stored when the database is back. Thread-safe.
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

  // Blocks are rare; should there ever be more of them, they are in the log.
  private final Queue<Found> unstored = new ArrayBlockingQueue<>(MOST_UNSTORED);
  // One party is this bean; each block under way is another.
  private final Phaser underWay = new Phaser(1);

  @Inject
  void use(BlockStore givenStore, BlockSubmitter givenSubmitter, ShareCounters givenCounters) {
    store = givenStore;
    submitter = givenSubmitter;
    counters = givenCounters;
  }

  /** Stores and submits in the background, or here if there is no thread to be had. */
  void take(Miner miner, ShareOutcome.BlockFound found) {
    counters.blockFound();
    LOG.log(
        Level.INFO,
        "POOL-2001 block found height={0} hash={1} miner={2} worker={3}",
        String.valueOf(found.block().height()),
        found.block().hash(),
        miner.contributor().address(),
        miner.contributor().worker());
    underWay.register();
    try {
      executor.execute(() -> seeThrough(miner, found));
    } catch (RejectedExecutionException noThread) {
      seeThrough(miner, found);
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

  private void seeThrough(Miner miner, ShareOutcome.BlockFound found) {
    try {
      storeAndSubmit(miner, found);
    } finally {
      underWay.arriveAndDeregister();
    }
  }

  /** Stores the blocks that the database did not take at once; ends at the first that fails. */
  void storeLate() {
    Found late = unstored.poll();
    while (late != null) {
      try {
        late.storeIn(store);
      } catch (EJBException failed) {
        // Behind the others, which may fare better.
        unstored.offer(late);
        throw failed;
      }
      LOG.log(Level.INFO, "POOL-2008 block stored late hash={0}", late.block().hash());
      late = unstored.poll();
    }
  }

  private void storeAndSubmit(Miner miner, ShareOutcome.BlockFound found) {
    FoundBlock block = found.block();
    Found entry =
        new Found(
            block,
            found.share().job(),
            miner.contributor().address(),
            miner.contributor().worker());
    if (!isStored(entry)) {
      LOG.log(
          Level.ERROR,
          "POOL-2002 block not stored, submitted all the same hash={0} hex={1}",
          block.hash(),
          block.block().toHex());
      unstored.offer(entry);
    }
    if (submitter.submit(block.hash(), block.block().toHex()).isOnChain()) {
      counters.blockAccepted();
    }
  }

  private boolean isStored(Found found) {
    try {
      Future<?> stored = executor.submit(() -> found.storeIn(store));
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

  /** What the ledger keeps of a block. */
  private record Found(FoundBlock block, Job job, String address, String worker) {
    void storeIn(BlockStore store) {
      store.store(block, job, address, worker);
    }
  }
}
