package org.opensy.mining.coopmine.coordinator.share;

import java.util.concurrent.CompletableFuture;
import org.opensy.mining.coopmine.coordinator.job.PoolJob;
import org.opensy.mining.coopmine.coordinator.pool.PoolReply;

/** Submits good shares to the pool. Thread-safe. */
@FunctionalInterface
public interface PoolSubmitter {
  /** Hands in a share; does not wait for the reply. */
  CompletableFuture<PoolReply> submit(PoolJob job, int nonce, byte[] result);
}
