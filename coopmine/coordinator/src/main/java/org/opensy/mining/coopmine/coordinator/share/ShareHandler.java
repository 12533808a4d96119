package org.opensy.mining.coopmine.coordinator.share;

import static org.opensy.mining.coopmine.coordinator.share.ShareVerdict.Outcome.ACCEPTED;
import static org.opensy.mining.coopmine.coordinator.share.ShareVerdict.Outcome.BUSY;
import static org.opensy.mining.coopmine.coordinator.share.ShareVerdict.Outcome.DUPLICATE;
import static org.opensy.mining.coopmine.coordinator.share.ShareVerdict.Outcome.ISOLATED;
import static org.opensy.mining.coopmine.coordinator.share.ShareVerdict.Outcome.POOL_AWAY;
import static org.opensy.mining.coopmine.coordinator.share.ShareVerdict.Outcome.REJECTED_BY_POOL;
import static org.opensy.mining.coopmine.coordinator.share.ShareVerdict.Outcome.UNKNOWN_JOB;
import static org.opensy.mining.coopmine.coordinator.share.ShareVerdict.Outcome.WRONG_HASH;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.opensy.mining.coopmine.coordinator.job.ClusterJob;
import org.opensy.mining.coopmine.coordinator.job.JobStore;
import org.opensy.mining.coopmine.coordinator.pool.PoolReply;
import org.opensy.mining.coopmine.coordinator.worker.ShareTally;
import org.opensy.mining.coopmine.coordinator.worker.Standing;
import org.opensy.mining.coopmine.coordinator.worker.WorkerSession;
import org.opensy.mining.stratum.protocol.Difficulty;

/**
 * Takes a share, hands it to the pool and counts it.
 *
 * <p>A worker's share is checked first until the worker is trusted ({@link Standing}). Then it goes
 * to the pool at once, and one in {@value #SAMPLE} is checked afterwards, besides each that the
 * pool does not take. Only few may be unanswered at a time, so a worker that goes wrong does not
 * bring many wrong shares to the pool before it says so. A check costs as much as many pools pay
 * for, and the time in which a share can become stale. Checks wait in {@link Turns}, so that a
 * worker that floods waits for itself.
 *
 * <p>Thread-safe.
 */
public final class ShareHandler {
  /** Shares of one worker that may wait for their check; further ones are refused as busy. */
  static final int MAX_WAITING = 64;

  /** Of so many shares of a trusted worker one is checked. */
  static final int SAMPLE = 16;

  private final JobStore jobStore;
  private final ShareCheck check;
  private final Turns turns;
  private final PoolSubmitter pool;
  private final InstantSource clock;
  private final BooleanSupplier sampled;

  /**
   * Where shares are hashed.
   *
   * @param count how many at a time
   */
  public record Threads(Executor executor, int count) {}

  /** For the jobs of this store. */
  public ShareHandler(
      JobStore jobStore,
      ProofOfWork proofOfWork,
      Threads threads,
      PoolSubmitter pool,
      InstantSource clock) {
    this(
        jobStore,
        proofOfWork,
        threads,
        pool,
        clock,
        () -> ThreadLocalRandom.current().nextInt(SAMPLE) == 0);
  }

  ShareHandler(
      JobStore jobStore,
      ProofOfWork proofOfWork,
      Threads threads,
      PoolSubmitter pool,
      InstantSource clock,
      BooleanSupplier sampled) {
    this.jobStore = jobStore;
    this.check = new ShareCheck(jobStore, proofOfWork, clock);
    this.turns = new Turns(threads.executor(), threads.count(), MAX_WAITING);
    this.pool = pool;
    this.clock = clock;
    this.sampled = sampled;
  }

  /** Takes a share; waits neither for its hash nor for the pool. */
  public CompletableFuture<ShareVerdict> handle(WorkerSession worker, ShareClaim claim) {
    CompletableFuture<ShareVerdict> verdict =
        jobStore
            .find(claim.sequence())
            .map(job -> judged(new Share(job, worker, claim)))
            .orElseGet(() -> done(UNKNOWN_JOB, "no such job"));
    return verdict.thenApply(known -> counted(worker.tally(), known));
  }

  private CompletableFuture<ShareVerdict> judged(Share share) {
    Optional<CompletableFuture<ShareVerdict>> known = withoutHash(share);
    if (known.isPresent()) {
      return known.get();
    }
    CompletableFuture<ShareVerdict> verdict = new CompletableFuture<>();
    Runnable inTurn =
        () -> {
          CompletableFuture<Void> unused = hashed(share).thenAccept(verdict::complete);
        };
    return turns.offer(share.worker().number(), inTurn)
        ? verdict
        : done(BUSY, "too many shares of this worker wait for their check");
  }

  /** The verdict, if it does not take a hash before the pool gets the share. */
  private Optional<CompletableFuture<ShareVerdict>> withoutHash(Share share) {
    Optional<ShareVerdict> objection = check.objection(share);
    if (objection.isPresent()) {
      return objection.map(CompletableFuture::completedFuture);
    }
    return switch (share.worker().standing().level(clock.instant())) {
      case ISOLATED -> Optional.of(done(ISOLATED, "too many results of this worker were wrong"));
      case TRUSTED ->
          share.worker().standing().goesUnchecked()
              ? Optional.of(
                  trusted(share)
                      .whenComplete((any, failure) -> share.worker().standing().answered()))
              : Optional.empty();
      case CHECKED -> Optional.empty();
    };
  }

  /** In the share's turn, for which it may have waited. */
  private CompletableFuture<ShareVerdict> hashed(Share share) {
    Optional<CompletableFuture<ShareVerdict>> known = withoutHash(share);
    if (known.isPresent()) {
      return known.get();
    }
    if (!share.job().nonces().claim(share.claim().nonce())) {
      return repeated();
    }
    if (check.isWrong(share)) {
      return done(WRONG_HASH, "this nonce has another hash");
    }
    countWork(share);
    return forward(share).thenApply(ShareHandler::verdict);
  }

  private CompletableFuture<ShareVerdict> trusted(Share share) {
    if (!share.job().nonces().claim(share.claim().nonce())) {
      return repeated();
    }
    return forward(share)
        .thenApply(
            reply -> {
              afterwards(share, reply instanceof PoolReply.Accepted);
              return verdict(reply);
            });
  }

  /** Without room for its check a share goes unchecked: it has its verdict. */
  private void afterwards(Share share, boolean accepted) {
    if (accepted) {
      countWork(share);
    }
    if (!accepted || sampled.getAsBoolean()) {
      turns.offer(
          share.worker().number(),
          () -> {
            if (!check.isWrong(share) && !accepted) {
              countWork(share);
            }
          });
    }
  }

  private CompletableFuture<PoolReply> forward(Share share) {
    return pool.submit(share.job().pool(), share.claim().nonce(), share.claim().result());
  }

  private void countWork(Share share) {
    ClusterJob job = share.job();
    double work = Difficulty.ofTarget(job.pool().target()).value().doubleValue();
    share.worker().tally().verified(clock.instant(), work);
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

  private static CompletableFuture<ShareVerdict> repeated() {
    return done(DUPLICATE, "this nonce was handed in before");
  }

  private static CompletableFuture<ShareVerdict> done(ShareVerdict.Outcome outcome, String why) {
    return CompletableFuture.completedFuture(new ShareVerdict(outcome, why));
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
