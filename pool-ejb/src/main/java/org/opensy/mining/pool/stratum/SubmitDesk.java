package org.opensy.mining.pool.stratum;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.opensy.mining.pool.job.JobLookup;
import org.opensy.mining.pool.job.JobTemplate;
import org.opensy.mining.pool.share.ProvenShare;
import org.opensy.mining.pool.share.RejectionReason;
import org.opensy.mining.pool.share.ShareJudge;
import org.opensy.mining.pool.share.ShareOutcome;
import org.opensy.mining.pool.share.ShareSubmission;
import org.opensy.mining.stratum.api.MinerSession;
import org.opensy.mining.stratum.api.SubmitOutcome;
import org.opensy.mining.stratum.protocol.StratumError;
import org.opensy.mining.stratum.protocol.Submit;

/** Has shares judged and says the verdict in the protocol's words. Thread-safe. */
@ApplicationScoped
public class SubmitDesk {
  private Miners miners;
  private CurrentWork work;
  private ShareJudge judge;
  private ShareIntake intake;
  private ShareCounters counters;

  /** For the container's proxy. */
  protected SubmitDesk() {}

  @Inject
  SubmitDesk(
      Miners miners,
      CurrentWork work,
      PoolHasher hasher,
      ShareIntake intake,
      ShareCounters counters) {
    this.miners = miners;
    this.work = work;
    this.judge = new ShareJudge(hasher);
    this.intake = intake;
    this.counters = counters;
  }

  CompletionStage<SubmitOutcome> submit(MinerSession session, Submit submit) {
    Optional<Miner> miner = miners.of(session);
    Optional<JobTemplate> tip = work.get();
    if (miner.isEmpty() || tip.isEmpty()) {
      return CompletableFuture.completedStage(SubmitOutcome.refused(StratumError.UNAUTHENTICATED));
    }
    ShareOutcome outcome =
        judge.judge(
            miner.get().book(),
            new ShareSubmission(submit.jobId(), submit.nonce(), submit.result()),
            tip.get().previousBlockHash());
    return CompletableFuture.completedStage(answer(miner.get(), outcome));
  }

  private SubmitOutcome answer(Miner miner, ShareOutcome outcome) {
    if (outcome instanceof ShareOutcome.Rejected rejected) {
      counters.rejected(rejected.reason());
      return SubmitOutcome.refused(errorOf(rejected.reason()));
    }
    if (outcome instanceof ShareOutcome.BlockFound found) {
      return keptOrBusy(intake.block(miner, found));
    }
    ProvenShare share = ((ShareOutcome.Accepted) outcome).share();
    boolean kept = intake.share(miner, share);
    if (!kept) {
      forget(miner, share);
    }
    return keptOrBusy(kept);
  }

  private static SubmitOutcome keptOrBusy(boolean kept) {
    return kept ? SubmitOutcome.accepted() : SubmitOutcome.refused(StratumError.SERVER_BUSY);
  }

  /** The miner is told that we are busy: the same share is no duplicate when it comes again. */
  private static void forget(Miner miner, ProvenShare share) {
    if (miner.book().find(share.job().id(), share.job().previousBlockHash())
        instanceof JobLookup.Live live) {
      live.seen().release(share.nonce());
    }
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
