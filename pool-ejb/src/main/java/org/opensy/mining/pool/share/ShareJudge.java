package org.opensy.mining.pool.share;

import java.util.Optional;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.ChainFormatException;
import org.opensy.mining.pool.chain.PowHash;
import org.opensy.mining.pool.job.Job;
import org.opensy.mining.pool.job.JobBook;
import org.opensy.mining.pool.job.JobLookup;
import org.opensy.mining.pool.job.Nonce;
import org.opensy.mining.pool.job.RolledSolution;
import org.opensy.mining.pool.job.SeenSolutions;
import org.opensy.mining.pool.job.Solution;

/**
 * Judges shares: everything that is free first, then exactly one RandomX hash. A share is judged by
 * the job that it names, at that job's difficulty. One that does not fit to the session's kind of
 * job is malformed. Thread-safe.
 */
public final class ShareJudge {
  private final ProofOfWork proofOfWork;

  /** A judge that hashes with {@code proofOfWork}. */
  public ShareJudge(ProofOfWork proofOfWork) {
    this.proofOfWork = proofOfWork;
  }

  /**
   * The verdict on a share of a standard job. What {@link ProofOfWork} throws goes to the caller;
   * the share may then be submitted again.
   *
   * @param book the session's jobs
   * @param submission as the miner sent it
   * @param tip the block on which the pool builds now
   */
  public ShareOutcome judge(JobBook book, ShareSubmission submission, BlockHash tip) {
    Optional<Nonce> nonce = Nonce.parse(submission.nonce());
    Optional<PowHash> claimed = parseResult(submission.result());
    if (book.isExtended() || nonce.isEmpty() || claimed.isEmpty()) {
      return rejected(RejectionReason.MALFORMED);
    }
    JobLookup found = book.find(submission.jobId(), tip);
    if (found instanceof JobLookup.Live live) {
      return judge(live, nonce.get(), claimed.get());
    }
    return noSuchJob(found);
  }

  /**
   * The verdict on a share of an extended job. Its hash is not claimed, so it is always computed;
   * one that does not meet the share's target stays known, so that it is not hashed again. What
   * {@link ProofOfWork} throws goes to the caller; the share may then be submitted again.
   *
   * @param book the session's jobs
   * @param submission as the miner sent it
   * @param tip the block on which the pool builds now
   */
  public ShareOutcome judge(JobBook book, ExtendedSubmission submission, BlockHash tip) {
    Optional<RolledSolution> solution =
        RolledSolution.parse(submission.extranonce2(), submission.time(), submission.nonce());
    if (!book.isExtended() || solution.isEmpty()) {
      return rejected(RejectionReason.MALFORMED);
    }
    JobLookup found = book.find(submission.jobId(), tip);
    return found instanceof JobLookup.Live live ? judge(live, solution.get()) : noSuchJob(found);
  }

  private ShareOutcome judge(JobLookup.Live live, RolledSolution solution) {
    if (live.seen().contains(solution)) {
      return rejected(RejectionReason.DUPLICATE);
    }
    if (!live.job().takesTime(solution.time())) {
      return rejected(RejectionReason.MALFORMED);
    }
    return switch (live.seen().register(solution)) {
      case DUPLICATE -> rejected(RejectionReason.DUPLICATE);
      case FULL -> rejected(RejectionReason.TOO_MANY_SHARES);
      case ADDED -> measure(live.job(), solution, live.seen());
    };
  }

  private ShareOutcome measure(Job job, RolledSolution solution, SeenSolutions seen) {
    PowHash hash = hash(job, solution, seen);
    return hash.meets(job.share().target())
        ? proven(job, solution, hash)
        : rejected(RejectionReason.LOW_DIFFICULTY);
  }

  private ShareOutcome judge(JobLookup.Live live, Nonce nonce, PowHash claimed) {
    if (live.seen().contains(nonce)) {
      return rejected(RejectionReason.DUPLICATE);
    }
    if (!claimed.meets(live.job().share().target())) {
      return rejected(RejectionReason.LOW_DIFFICULTY);
    }
    // Only what is about to be hashed is remembered, so refused shares take no memory.
    return switch (live.seen().register(nonce)) {
      case DUPLICATE -> rejected(RejectionReason.DUPLICATE);
      case FULL -> rejected(RejectionReason.TOO_MANY_SHARES);
      case ADDED -> verify(live.job(), nonce, claimed, live.seen());
    };
  }

  private ShareOutcome verify(Job job, Nonce nonce, PowHash claimed, SeenSolutions seen) {
    PowHash hash = hash(job, nonce, seen);
    // The claim meets the share's target (checked above), so an equal hash does too.
    if (!hash.equals(claimed)) {
      return rejected(RejectionReason.WRONG_RESULT);
    }
    return proven(job, nonce, hash);
  }

  private static ShareOutcome proven(Job job, Solution solution, PowHash hash) {
    ProvenShare share = new ProvenShare(job, solution, hash);
    return hash.meets(job.networkTarget())
        ? new ShareOutcome.BlockFound(share, job.solvedBy(solution, hash))
        : new ShareOutcome.Accepted(share);
  }

  private PowHash hash(Job job, Solution solution, SeenSolutions seen) {
    boolean hashed = false;
    try {
      PowHash hash = PowHash.of(proofOfWork.hash(job.key(), job.headerWith(solution)));
      hashed = true;
      return hash;
    } finally {
      if (!hashed) {
        seen.release(solution);
      }
    }
  }

  private static Optional<PowHash> parseResult(String result) {
    try {
      return Optional.of(PowHash.parse(result));
    } catch (ChainFormatException e) {
      return Optional.empty();
    }
  }

  private static ShareOutcome noSuchJob(JobLookup found) {
    return rejected(
        found instanceof JobLookup.Stale ? RejectionReason.STALE : RejectionReason.UNKNOWN_JOB);
  }

  private static ShareOutcome rejected(RejectionReason reason) {
    return new ShareOutcome.Rejected(reason);
  }
}
