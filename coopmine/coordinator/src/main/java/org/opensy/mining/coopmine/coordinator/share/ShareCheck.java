package org.opensy.mining.coopmine.coordinator.share;

import static org.opensy.mining.coopmine.coordinator.share.ShareVerdict.Outcome.FOREIGN_NONCE;
import static org.opensy.mining.coopmine.coordinator.share.ShareVerdict.Outcome.LOW_DIFFICULTY;
import static org.opensy.mining.coopmine.coordinator.share.ShareVerdict.Outcome.MALFORMED;
import static org.opensy.mining.coopmine.coordinator.share.ShareVerdict.Outcome.STALE_JOB;

import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import org.opensy.mining.coopmine.coordinator.job.JobStore;
import org.opensy.mining.coopmine.coordinator.worker.Standing;
import org.opensy.mining.randomx.RandomXException;
import org.opensy.mining.stratum.protocol.LogText;

/**
 * What can be said of a share: what is free, and the one hash, by which its worker is known.
 *
 * <p>Thread-safe.
 */
final class ShareCheck {
  private static final System.Logger LOG = System.getLogger(ShareCheck.class.getName());
  private static final int HASH_BYTES = 32;

  private final JobStore jobStore;
  private final ProofOfWork proofOfWork;
  private final InstantSource clock;

  ShareCheck(JobStore jobStore, ProofOfWork proofOfWork, InstantSource clock) {
    this.jobStore = jobStore;
    this.proofOfWork = proofOfWork;
    this.clock = clock;
  }

  /** Why the share is not good enough for the pool, as far as can be told without a hash. */
  Optional<ShareVerdict> objection(Share share) {
    ShareClaim claim = share.claim();
    if (claim.result().length != HASH_BYTES) {
      return ShareVerdict.no(MALFORMED, "a result has 32 bytes");
    }
    if (!jobStore.isGood(share.job())) {
      return ShareVerdict.no(STALE_JOB, "a newer job has come");
    }
    if (!share.job().nonces().isGrantedTo(share.worker().number(), claim.nonce())) {
      return ShareVerdict.no(FOREIGN_NONCE, "the nonce was not given to this worker");
    }
    if (!share.job().pool().target().isMetBy(claim.result())) {
      return ShareVerdict.no(LOW_DIFFICULTY, "the result does not meet the target");
    }
    return Optional.empty();
  }

  /**
   * Whether the nonce has another hash; the worker's standing follows. A hash that cannot be had
   * says nothing against the share.
   */
  boolean isWrong(Share share) {
    try {
      byte[] input = share.job().pool().blob().withNonce(share.claim().nonce());
      byte[] hash = proofOfWork.hash(share.job().pool().key(), input);
      if (Arrays.equals(hash, share.claim().result())) {
        share.worker().standing().right();
        return false;
      }
    } catch (RandomXException | IllegalStateException e) {
      LOG.log(Level.ERROR, "COOP-1005 a share could not be checked", e);
      return false;
    }
    wrong(share);
    return true;
  }

  private void wrong(Share share) {
    Standing standing = share.worker().standing();
    standing.wrong(clock.instant());
    LOG.log(
        Level.WARNING,
        "COOP-1010 a result of a worker is wrong, look at its memory and clock rates:"
            + " name={0}, from now on it is {1}",
        LogText.of(share.worker().registration().name()),
        standing.level(clock.instant()).word());
  }
}
