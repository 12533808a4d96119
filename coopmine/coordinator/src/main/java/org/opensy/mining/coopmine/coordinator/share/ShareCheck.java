package org.opensy.mining.coopmine.coordinator.share;

import static org.opensy.mining.coopmine.coordinator.share.ShareVerdict.Outcome.BUSY;
import static org.opensy.mining.coopmine.coordinator.share.ShareVerdict.Outcome.DUPLICATE;
import static org.opensy.mining.coopmine.coordinator.share.ShareVerdict.Outcome.FOREIGN_NONCE;
import static org.opensy.mining.coopmine.coordinator.share.ShareVerdict.Outcome.LOW_DIFFICULTY;
import static org.opensy.mining.coopmine.coordinator.share.ShareVerdict.Outcome.MALFORMED;
import static org.opensy.mining.coopmine.coordinator.share.ShareVerdict.Outcome.STALE_JOB;
import static org.opensy.mining.coopmine.coordinator.share.ShareVerdict.Outcome.WRONG_HASH;

import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.opensy.mining.coopmine.coordinator.job.ClusterJob;
import org.opensy.mining.coopmine.coordinator.job.JobStore;
import org.opensy.mining.randomx.RandomXException;

/**
 * Judges a share before the pool sees it: the free checks first, then the one hash.
 *
 * <p>Thread-safe.
 */
final class ShareCheck {
  /** Shares that may wait for their hash; further ones are refused as busy. */
  static final int MAX_WAITING = 64;

  private static final System.Logger LOG = System.getLogger(ShareCheck.class.getName());
  private static final int HASH_BYTES = 32;

  private final JobStore jobStore;
  private final ProofOfWork proofOfWork;
  private final Semaphore waiting = new Semaphore(MAX_WAITING);
  private final Semaphore turns;

  ShareCheck(JobStore jobStore, ProofOfWork proofOfWork, int threads) {
    this.jobStore = jobStore;
    this.proofOfWork = proofOfWork;
    this.turns = new Semaphore(threads, true);
  }

  /** Why the share is not good enough for the pool, or empty if it is. Hashes in this thread. */
  Optional<ShareVerdict> objection(ClusterJob job, long worker, ShareClaim claim) {
    if (claim.result().length != HASH_BYTES) {
      return no(MALFORMED, "a result has 32 bytes");
    }
    if (!jobStore.isGood(job)) {
      return no(STALE_JOB, "a newer job has come");
    }
    if (!job.nonces().isGrantedTo(worker, claim.nonce())) {
      return no(FOREIGN_NONCE, "the nonce was not given to this worker");
    }
    if (!job.pool().target().isMetBy(claim.result())) {
      return no(LOW_DIFFICULTY, "the result does not meet the target");
    }
    return hashed(job, claim);
  }

  private Optional<ShareVerdict> hashed(ClusterJob job, ShareClaim claim) {
    if (!waiting.tryAcquire()) {
      return no(BUSY, "too many shares wait for their check");
    }
    try {
      if (!job.nonces().claim(claim.nonce())) {
        return no(DUPLICATE, "this nonce was handed in before");
      }
      turns.acquireUninterruptibly();
      try {
        // Those that waited while a new job came would keep its shares waiting.
        return jobStore.isGood(job) ? compared(job, claim) : no(STALE_JOB, "a newer job has come");
      } finally {
        turns.release();
      }
    } catch (RandomXException e) {
      LOG.log(Level.ERROR, "COOP-1005 a share could not be checked", e);
      return no(BUSY, "the coordinator cannot hash at the moment");
    } finally {
      waiting.release();
    }
  }

  private Optional<ShareVerdict> compared(ClusterJob job, ShareClaim claim) {
    byte[] input = job.pool().blob().withNonce(claim.nonce());
    byte[] hash = proofOfWork.hash(job.pool().key(), input);
    return Arrays.equals(hash, claim.result())
        ? Optional.empty()
        : no(WRONG_HASH, "this nonce has another hash");
  }

  private static Optional<ShareVerdict> no(ShareVerdict.Outcome outcome, String reason) {
    return Optional.of(new ShareVerdict(outcome, reason));
  }
}
