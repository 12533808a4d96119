package org.opensy.mining.pool.stratum;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.config.StratumSettings;
import org.opensy.mining.pool.job.IssuedJobs.Lookup;
import org.opensy.mining.pool.job.JobTemplate;
import org.opensy.mining.pool.share.NonceDiagnosis;
import org.opensy.mining.pool.share.ProofOfWork;
import org.opensy.mining.stratum.api.MinerSession;
import org.opensy.mining.stratum.api.Offence;
import org.opensy.mining.stratum.api.SubmitOutcome;
import org.opensy.mining.stratum.protocol.StratumError;
import org.opensy.mining.stratum.protocol.Submission;

/**
 * What a miner hears whose share cost a hash and was worth nothing. Once in a session it is found
 * out whether the miner puts its nonce at the wrong place. Thread-safe.
 */
@ApplicationScoped
public class InvalidShares {
  private final StratumSettings settings;
  private final NonceDiagnosis diagnosis;
  private final ShareCounters counters;
  private final PoolAdmission admission;
  private final LastHashes lastHashes = new LastHashes();

  /** For the container's proxy. */
  protected InvalidShares() {
    settings = null;
    diagnosis = null;
    counters = null;
    admission = null;
  }

  @Inject
  InvalidShares(
      PoolConfig config, ProofOfWork hasher, ShareCounters counters, PoolAdmission admission) {
    this.settings = config.stratum();
    this.diagnosis = new NonceDiagnosis(hasher);
    this.counters = counters;
    this.admission = admission;
  }

  /**
   * What a miner hears that has spent its budget, or is banned by now: nothing more is hashed for
   * it, whatever of it still waits, but what {@link #mayBeLastBlock}.
   */
  Optional<SubmitOutcome> refusal(MinerSession session, ActiveMiner miner) {
    if (miner.isExhausted()) {
      return Optional.of(
          new SubmitOutcome.Expelled(
              StratumError.WRONG_RESULT.code(), "Too many worthless shares"));
    }
    return admission
        .refusal(session.remoteAddress().getAddress())
        .map(
            ban ->
                new SubmitOutcome.Expelled(
                    StratumError.BANNED.code(), StratumError.BANNED.text() + ": " + ban));
  }

  /**
   * Whether a share of a miner that was refused is hashed all the same, since it may be a block; a
   * source has few such hashes. If it is one, {@link #wasBlock} is to follow.
   */
  boolean mayBeLastBlock(MinerSession session, Submission share, Instant now) {
    return (share.claim().isEmpty() || admission.claimsBlock(share))
        && lastHashes.take(session.remoteAddress().getAddress(), now);
  }

  /** What {@link #mayBeLastBlock} let pass is one. */
  void wasBlock(MinerSession session) {
    lastHashes.giveBack(session.remoteAddress().getAddress());
  }

  /** For a share that claimed a result which its nonce does not have. */
  SubmitOutcome wrongResult(
      MinerSession session, ActiveMiner miner, Submission share, JobTemplate tip) {
    boolean isCryptonote = isToBeDiagnosed(miner) && isCryptonote(miner, share, tip);
    if (isCryptonote && !miner.isCryptonote()) {
      miner.setCryptonote();
      counters.cryptonoteNonce();
    }
    if (isCryptonote && settings.cryptonoteNonce()) {
      counters.protocolTest();
      return SubmitOutcome.accepted();
    }
    return answer(session, miner, StratumError.WRONG_RESULT.code(), reason(miner));
  }

  /** For any other share. */
  SubmitOutcome answer(MinerSession session, ActiveMiner miner, StratumError error) {
    return answer(session, miner, error.code(), error.text());
  }

  private SubmitOutcome answer(MinerSession session, ActiveMiner miner, int code, String text) {
    InetAddress address = session.remoteAddress().getAddress();
    admission.offence(address, Offence.WRONG_RESULT);
    if (miner.worthlessShare()) {
      return new SubmitOutcome.Refused(code, text);
    }
    admission.offence(address, Offence.WORTHLESS_SESSION);
    return new SubmitOutcome.Expelled(code, text + "; too many of them");
  }

  private boolean isToBeDiagnosed(ActiveMiner miner) {
    return miner.isToBeDiagnosed() || settings.cryptonoteNonce();
  }

  private boolean isCryptonote(ActiveMiner miner, Submission share, JobTemplate tip) {
    return miner.jobs().find(share.jobId(), tip.previousBlockHash()) instanceof Lookup.Live live
        && diagnosis.isAtCryptonoteOffset(live.job(), share);
  }

  private String reason(ActiveMiner miner) {
    return miner.isCryptonote()
        ? "Wrong nonce position: this miner writes the nonce at byte 39, OpenSY has it at byte 76,"
            + " see \"Which miners can mine OpenSY\" in "
            + settings.guide()
        : StratumError.WRONG_RESULT.text() + ", check the machine if this goes on";
  }
}
