package org.opensy.mining.pool.stratum;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.opensy.mining.pool.job.FoundBlock;
import org.opensy.mining.pool.ledger.BlockStore;
import org.opensy.mining.pool.share.ShareOutcome;

/**
 * What happens to a found block: it is stored, then submitted, and what the nodes say is stored
 * too. A database that does not answer holds the submission up for two seconds at most; the block
 * is then in the log. Thread-safe.
 */
@ApplicationScoped
public class FoundBlocks {
  private static final Logger LOG = System.getLogger(FoundBlocks.class.getName());
  private static final Duration STORE_LIMIT = Duration.ofSeconds(2);

  @Resource private ManagedExecutorService executor;
  @Inject private BlockStore store;
  @Inject private BlockSubmitter submitter;
  @Inject private ShareCounters counters;

  /** Stores and submits in the background, or here if there is no thread to be had. */
  void take(Miner miner, ShareOutcome.BlockFound found) {
    counters.blockFound();
    LOG.log(
        Level.INFO,
        "POOL-2001 block found height={0} hash={1} miner={2} worker={3}",
        String.valueOf(found.block().height()),
        found.block().hash(),
        miner.address(),
        miner.worker());
    try {
      executor.execute(() -> storeAndSubmit(miner, found));
    } catch (RejectedExecutionException noThread) {
      storeAndSubmit(miner, found);
    }
  }

  private void storeAndSubmit(Miner miner, ShareOutcome.BlockFound found) {
    FoundBlock block = found.block();
    if (!isStored(miner, found)) {
      LOG.log(
          Level.ERROR,
          "POOL-2002 block not stored, submitted all the same hash={0} hex={1}",
          block.hash(),
          block.block().toHex());
    }
    submitter.submit(block.hash(), block.block().toHex());
  }

  private boolean isStored(Miner miner, ShareOutcome.BlockFound found) {
    try {
      Future<?> stored =
          executor.submit(
              () ->
                  store.store(
                      found.block(),
                      found.share().job(),
                      miner.address().toString(),
                      miner.worker()));
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
}
