package org.opensy.mining.coopmine.coordinator.share;

import static org.opensy.mining.coopmine.coordinator.share.ShareVerdict.Outcome.ACCEPTED;
import static org.opensy.mining.coopmine.coordinator.share.ShareVerdict.Outcome.POOL_AWAY;
import static org.opensy.mining.coopmine.coordinator.share.ShareVerdict.Outcome.REJECTED_BY_POOL;
import static org.opensy.mining.coopmine.coordinator.share.ShareVerdict.Outcome.UNKNOWN_JOB;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.opensy.mining.coopmine.coordinator.job.ClusterJob;
import org.opensy.mining.coopmine.coordinator.job.JobStore;
import org.opensy.mining.coopmine.coordinator.job.PoolJob;
import org.opensy.mining.coopmine.coordinator.pool.PoolReply;
import org.opensy.mining.coopmine.coordinator.worker.ShareTally;
import org.opensy.mining.coopmine.coordinator.worker.WorkerSession;
import org.opensy.mining.stratum.protocol.Difficulty;

/**
 * Checks a share, hands it to the pool and counts it.
 *
 * <p>Thread-safe.
 */
public final class ShareHandler {
  private final JobStore jobStore;
  private final ShareCheck check;
  private final PoolSubmitter pool;
  private final InstantSource clock;

  /**
   * For the jobs of this store.
   *
   * @param threads how many shares are hashed at a time
   */
  public ShareHandler(
      JobStore jobStore,
      ProofOfWork proofOfWork,
      int threads,
      PoolSubmitter pool,
      InstantSource clock) {
    this.jobStore = jobStore;
    this.check = new ShareCheck(jobStore, proofOfWork, threads);
    this.pool = pool;
    this.clock = clock;
  }

  /** Takes a share; hashes in this thread, and does not wait for the pool. */
  public CompletableFuture<ShareVerdict> handle(WorkerSession worker, ShareClaim claim) {
    Optional<ClusterJob> job = jobStore.find(claim.sequence());
    Optional<ShareVerdict> objection =
        job.isEmpty()
            ? Optional.of(new ShareVerdict(UNKNOWN_JOB, "no such job"))
            : check.objection(job.get(), worker.number(), claim);
    CompletableFuture<ShareVerdict> verdict =
        objection
            .map(CompletableFuture::completedFuture)
            .orElseGet(() -> forward(job.orElseThrow().pool(), worker, claim));
    return verdict.thenApply(known -> counted(worker.tally(), known));
  }

  private CompletableFuture<ShareVerdict> forward(
      PoolJob job, WorkerSession worker, ShareClaim claim) {
    double work = Difficulty.ofTarget(job.target()).value().doubleValue();
    worker.tally().verified(clock.instant(), work);
    return pool.submit(job, claim.nonce(), claim.result()).thenApply(ShareHandler::verdict);
  }

  private static ShareVerdict verdict(PoolReply reply) {
    if (reply instanceof PoolReply.Refused refused) {
      return new ShareVerdict(REJECTED_BY_POOL, refused.text());
    }
    if (reply instanceof PoolReply.Lost lost) {
      return new ShareVerdict(POOL_AWAY, lost.why());
    }
    return new ShareVerdict(ACCEPTED, "");
  }

  private static ShareVerdict counted(ShareTally tally, ShareVerdict verdict) {
    if (verdict.outcome() == ACCEPTED) {
      tally.accepted();
    } else {
      tally.refused(verdict.outcome().word());
    }
    return verdict;
  }
}
