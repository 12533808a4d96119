package org.opensy.mining.pool.stratum;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.opensy.mining.pool.job.JobTemplate;
import org.opensy.mining.pool.share.ProofOfWork;
import org.opensy.mining.pool.share.ProvenShare;
import org.opensy.mining.pool.share.ShareJudge;
import org.opensy.mining.pool.share.ShareOutcome;
import org.opensy.mining.pool.share.ShareOutcome.RejectionReason;
import org.opensy.mining.pool.work.CurrentWork;
import org.opensy.mining.stratum.api.MinerSession;
import org.opensy.mining.stratum.api.SubmitOutcome;
import org.opensy.mining.stratum.protocol.StratumError;
import org.opensy.mining.stratum.protocol.Submission;

/**
 * Has shares judged and says the verdict in the protocol's words. A worker judges; what follows
 * from a share that is safe happens on its session's event loop. Thread-safe.
 */
@ApplicationScoped
public class SubmitHandler {
  private final ActiveMiners miners;
  private final CurrentWork work;
  private final ShareJudge judge;
  private final ShareIntake intake;
  private final ShareCounters counters;
  private final InvalidShares invalid;
  private final MinimumPayoutRequests minimums;
  private final StartDifficulties starts;
  private final PoolAdmission admission;
  private final InstantSource clock;

  /** For the container's proxy. */
  protected SubmitHandler() {
    miners = null;
    work = null;
    judge = null;
    intake = null;
    counters = null;
    invalid = null;
    minimums = null;
    starts = null;
    admission = null;
    clock = null;
  }

  @Inject
  SubmitHandler(
      ActiveMiners miners,
      CurrentWork work,
      ProofOfWork hasher,
      ShareIntake intake,
      ShareCounters counters,
      InvalidShares invalid,
      MinimumPayoutRequests minimums,
      StartDifficulties starts,
      PoolAdmission admission,
      InstantSource clock) {
    this.miners = miners;
    this.work = work;
    this.judge = new ShareJudge(hasher, work::isSolved);
    this.intake = intake;
    this.counters = counters;
    this.invalid = invalid;
    this.minimums = minimums;
    this.starts = starts;
    this.admission = admission;
    this.clock = clock;
  }

  /** See {@link org.opensy.mining.stratum.api.StratumListener#submit}. */
  CompletionStage<SubmitOutcome> submit(MinerSession session, Submission share, Executor loop) {
    Optional<ActiveMiner> miner = miners.of(session);
    Optional<JobTemplate> tip = work.last();
    if (miner.isEmpty() || tip.isEmpty()) {
      return answered(SubmitOutcome.refused(StratumError.UNAUTHENTICATED));
    }
    Optional<SubmitOutcome> refusal = invalid.refusal(session, miner.get());
    return refusal.isPresent()
        ? judgeLast(session, miner.get(), share, refusal.get(), loop)
        : judge(session, miner.get(), share, tip.get(), loop);
  }

  /** Whatever becomes of the miner, a block of it is one. */
  private CompletionStage<SubmitOutcome> judgeLast(
      MinerSession session,
      ActiveMiner miner,
      Submission share,
      SubmitOutcome refusal,
      Executor loop) {
    if (invalid.mayBeLastBlock(session, share, clock.instant())
        && verdict(miner, share) instanceof ShareOutcome.BlockFound found) {
      invalid.wasBlock(session);
      return intake.block(miner, found, loop).thenApply(kept -> refusal);
    }
    return answered(refusal);
  }

  private ShareOutcome verdict(ActiveMiner miner, Submission share) {
    return work.get()
        .map(tip -> judge.judge(miner.jobs(), share, tip.previousBlockHash()))
        .orElseGet(() -> judge.judgeStale(miner.jobs(), share));
  }

  private static CompletionStage<SubmitOutcome> answered(SubmitOutcome outcome) {
    return CompletableFuture.completedStage(outcome);
  }

  private CompletionStage<SubmitOutcome> judge(
      MinerSession session, ActiveMiner miner, Submission share, JobTemplate tip, Executor loop) {
    if (share.claim().isPresent()
        && !miner.mayUse(share.nonce())
        && !admission.claimsBlock(share)) {
      counters.rejected(miner.contributor(), RejectionReason.MALFORMED);
      return answered(
          new SubmitOutcome.Refused(
              StratumError.MALFORMED_SHARE.code(),
              StratumError.MALFORMED_SHARE.text() + ": the nonce's last byte is to stay as it is"));
    }
    if (miner.isTooEasy(share, tip.previousBlockHash()) && !admission.claimsBlock(share)) {
      counters.rejected(miner.contributor(), RejectionReason.LOW_DIFFICULTY);
      return answered(
          new SubmitOutcome.Refused(
              StratumError.LOW_DIFFICULTY.code(),
              StratumError.LOW_DIFFICULTY.text() + ": a harder job took this one's place"));
    }
    ShareOutcome outcome = verdict(miner, share);
    if (outcome instanceof ShareOutcome.Rejected rejected) {
      counters.rejected(miner.contributor(), rejected.reason());
      return answered(refused(session, miner, share, tip, rejected.reason()));
    }
    return keep(session, miner, outcome, loop);
  }

  private SubmitOutcome refused(
      MinerSession session,
      ActiveMiner miner,
      Submission share,
      JobTemplate tip,
      RejectionReason reason) {
    if (reason == RejectionReason.WRONG_RESULT) {
      return invalid.wrongResult(session, miner, share, tip);
    }
    if (reason == RejectionReason.LOW_DIFFICULTY && share.claim().isEmpty()) {
      // Nothing was claimed, so it took a hash to see that.
      return invalid.answer(session, miner, StratumError.LOW_DIFFICULTY);
    }
    return SubmitOutcome.refused(errorOf(reason));
  }

  private CompletionStage<SubmitOutcome> keep(
      MinerSession session, ActiveMiner miner, ShareOutcome outcome, Executor loop) {
    miner.goodShare();
    if (outcome instanceof ShareOutcome.BlockFound found) {
      return intake
          .block(miner, found, loop)
          .thenApplyAsync(kept -> answer(session, miner, found.share(), kept), loop);
    }
    ProvenShare proven = ((ShareOutcome.Accepted) outcome).share();
    return intake
        .share(miner, proven, loop)
        .thenApplyAsync(kept -> answerOrRelease(session, miner, proven, kept), loop);
  }

  private SubmitOutcome answerOrRelease(
      MinerSession session, ActiveMiner miner, ProvenShare share, boolean kept) {
    if (!kept) {
      // The miner is told that we are busy: the same share is no duplicate when it comes again.
      miner.jobs().release(share.job(), share.solution());
    }
    return answer(session, miner, share, kept);
  }

  private SubmitOutcome answer(
      MinerSession session, ActiveMiner miner, ProvenShare share, boolean kept) {
    if (!kept) {
      return SubmitOutcome.refused(StratumError.SERVER_BUSY);
    }
    minimums.worked(miner, session, share.job());
    admission.credit(session, share);
    boolean changed = miner.found(share.job().share().difficulty(), clock.instant());
    if (changed) {
      starts.remember(session, miner);
    }
    return new SubmitOutcome.Accepted(changed);
  }

  private static StratumError errorOf(RejectionReason reason) {
    return switch (reason) {
      case MALFORMED -> StratumError.MALFORMED_SHARE;
      case UNKNOWN_JOB -> StratumError.UNKNOWN_JOB;
      case STALE -> StratumError.STALE_SHARE;
      case DUPLICATE -> StratumError.DUPLICATE_SHARE;
      case LOW_DIFFICULTY -> StratumError.LOW_DIFFICULTY;
      case TOO_MANY_SHARES -> StratumError.SERVER_BUSY;
      case WRONG_RESULT -> StratumError.WRONG_RESULT;
    };
  }
}
