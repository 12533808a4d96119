package org.opensy.mining.pool.share;

import java.util.Optional;
import org.opensy.mining.pool.chain.ChainFormatException;
import org.opensy.mining.pool.chain.PowHash;
import org.opensy.mining.pool.job.Job;
import org.opensy.mining.pool.job.Nonce;
import org.opensy.mining.stratum.protocol.Submission;

/**
 * Finds out whether a wrong share comes from a miner that puts the nonce where CryptoNote's block
 * headers have it, as stock XMRig does. Thread-safe.
 */
public final class NonceDiagnosis {
  private final ProofOfWork proofOfWork;

  /** A diagnosis that hashes with {@code proofOfWork}. */
  public NonceDiagnosis(ProofOfWork proofOfWork) {
    this.proofOfWork = proofOfWork;
  }

  /** Whether the share is what it claims to be with its nonce at byte 39; costs a hash. */
  public boolean isAtCryptonoteOffset(Job job, Submission share) {
    Optional<Nonce> nonce = Nonce.parse(share.nonce());
    return nonce.isPresent()
        && share.claim().filter(claim -> isHash(claim, job, nonce.get())).isPresent();
  }

  private boolean isHash(String claim, Job job, Nonce nonce) {
    try {
      byte[] header = job.headerWithCryptonoteNonce(nonce);
      return PowHash.of(proofOfWork.hash(job.key(), header)).equals(PowHash.parse(claim));
    } catch (ChainFormatException malformed) {
      return false;
    }
  }
}
