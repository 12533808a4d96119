package org.opensy.mining.pool.stratum;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.opensy.mining.pool.job.JobTemplate;
import org.opensy.mining.pool.share.ExtendedSubmission;
import org.opensy.mining.pool.share.ProofOfWork;
import org.opensy.mining.pool.share.ProvenShare;
import org.opensy.mining.pool.share.RejectionReason;
import org.opensy.mining.pool.share.ShareJudge;
import org.opensy.mining.pool.share.ShareOutcome;
import org.opensy.mining.pool.share.ShareSubmission;
import org.opensy.mining.pool.work.CurrentWork;
import org.opensy.mining.stratum.api.MinerSession;
import org.opensy.mining.stratum.api.SubmitOutcome;
import org.opensy.mining.stratum.protocol.BitcoinSubmit;
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
  private WorthlessShares worthless;
  private WantedMinimums minimums;
  private StartDifficulties starts;
  private Doorkeeper doorkeeper;
  private InstantSource clock;

  /** For the container's proxy. */
  protected SubmitDesk() {}

  @Inject
  SubmitDesk(
      Miners miners,
      CurrentWork work,
      ProofOfWork hasher,
      ShareIntake intake,
      ShareCounters counters,
      WorthlessShares worthless,
      WantedMinimums minimums,
      StartDifficulties starts,
      Doorkeeper doorkeeper,
      InstantSource clock) {
    this.miners = miners;
    this.work = work;
    this.judge = new ShareJudge(hasher);
    this.intake = intake;
    this.counters = counters;
    this.worthless = worthless;
    this.minimums = minimums;
    this.starts = starts;
    this.doorkeeper = doorkeeper;
    this.clock = clock;
  }

  CompletionStage<SubmitOutcome> submit(MinerSession session, Submit submit) {
    ShareSubmission share = new ShareSubmission(submit.jobId(), submit.nonce(), submit.result());
    return withMiner(session, (miner, tip) -> judge(session, miner, share, tip));
  }

  CompletionStage<SubmitOutcome> submit(MinerSession session, BitcoinSubmit submit) {
    ExtendedSubmission share =
        new ExtendedSubmission(
            submit.jobId(), submit.extranonce2(), submit.ntime(), submit.nonce());
    return withMiner(session, (miner, tip) -> judge(session, miner, share, tip));
  }

  private CompletionStage<SubmitOutcome> withMiner(
      MinerSession session,
      BiFunction<Miner, JobTemplate, CompletionStage<SubmitOutcome>> verdict) {
    Optional<Miner> miner = miners.of(session);
    Optional<JobTemplate> tip = work.get();
    if (miner.isEmpty() || tip.isEmpty()) {
      return CompletableFuture.completedStage(SubmitOutcome.refused(StratumError.UNAUTHENTICATED));
    }
    return worthless
        .refusal(session, miner.get())
        .<CompletionStage<SubmitOutcome>>map(CompletableFuture::completedStage)
        .orElseGet(() -> verdict.apply(miner.get(), tip.get()));
  }

  private CompletionStage<SubmitOutcome> judge(
      MinerSession session, Miner miner, ShareSubmission share, JobTemplate tip) {
    if (!miner.mayUse(share.nonce())) {
      counters.rejected(RejectionReason.MALFORMED);
      return CompletableFuture.completedStage(
          new SubmitOutcome.Refused(
              StratumError.MALFORMED_SHARE.code(),
              StratumError.MALFORMED_SHARE.text() + ": the nonce's last byte is to stay as it is"));
    }
    ShareOutcome outcome = judge.judge(miner.book(), share, tip.previousBlockHash());
    if (outcome instanceof ShareOutcome.Rejected rejected) {
      counters.rejected(rejected.reason());
      return CompletableFuture.completedStage(
          rejected.reason() == RejectionReason.WRONG_RESULT
              ? worthless.answer(session, miner, share, tip)
              : SubmitOutcome.refused(errorOf(rejected.reason())));
    }
    return keep(session, miner, outcome);
  }

  private CompletionStage<SubmitOutcome> judge(
      MinerSession session, Miner miner, ExtendedSubmission share, JobTemplate tip) {
    ShareOutcome outcome = judge.judge(miner.book(), share, tip.previousBlockHash());
    if (outcome instanceof ShareOutcome.Rejected rejected) {
      counters.rejected(rejected.reason());
      // Nothing is claimed in this dialect, so it took a hash to see that.
      return CompletableFuture.completedStage(
          rejected.reason() == RejectionReason.LOW_DIFFICULTY
              ? worthless.answer(session, miner, StratumError.LOW_DIFFICULTY)
              : SubmitOutcome.refused(errorOf(rejected.reason())));
    }
    return keep(session, miner, outcome);
  }

  private CompletionStage<SubmitOutcome> keep(
      MinerSession session, Miner miner, ShareOutcome outcome) {
    miner.budget().good();
    if (outcome instanceof ShareOutcome.BlockFound found) {
      return intake
          .block(miner, found)
          .thenApply(kept -> answer(session, miner, found.share(), kept));
    }
    ProvenShare proven = ((ShareOutcome.Accepted) outcome).share();
    return intake
        .share(miner, proven)
        .thenApply(kept -> answerOrRelease(session, miner, proven, kept));
  }

  private SubmitOutcome answerOrRelease(
      MinerSession session, Miner miner, ProvenShare share, boolean kept) {
    if (!kept) {
      // The miner is told that we are busy: the same share is no duplicate when it comes again.
      miner.book().release(share.job(), share.solution());
    }
    return answer(session, miner, share, kept);
  }

  private SubmitOutcome answer(MinerSession session, Miner miner, ProvenShare share, boolean kept) {
    if (!kept) {
      return SubmitOutcome.refused(StratumError.SERVER_BUSY);
    }
    miner.takeMinimumPayout().ifPresent(wish -> minimums.want(miner.contributor().address(), wish));
    doorkeeper.credit(session.remoteAddress().getAddress());
    boolean changed = miner.found(share.job().share().difficulty(), clock.instant());
    if (changed) {
      starts.remember(miner, session.localPort());
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
