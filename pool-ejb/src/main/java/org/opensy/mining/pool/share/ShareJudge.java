package org.opensy.mining.pool.share;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.ChainFormatException;
import org.opensy.mining.pool.chain.PowHash;
import org.opensy.mining.pool.job.IssuedJobs;
import org.opensy.mining.pool.job.IssuedJobs.Lookup;
import org.opensy.mining.pool.job.Job;
import org.opensy.mining.pool.job.Nonce;
import org.opensy.mining.pool.job.RolledSolution;
import org.opensy.mining.pool.job.SeenSolutions;
import org.opensy.mining.pool.job.Solution;
import org.opensy.mining.pool.share.ShareOutcome.RejectionReason;
import org.opensy.mining.stratum.protocol.Submission;

/**
 * Judges shares: everything that is free first, then exactly one RandomX hash. A share is judged by
 * the job that it names, at that job's difficulty. One that does not fit to the session's kind of
 * job is malformed. Thread-safe.
 */
public final class ShareJudge {
  private final ProofOfWork proofOfWork;
  private final Predicate<BlockHash> solved;

  /**
   * A judge that hashes with {@code proofOfWork}.
   *
   * @param solved whether a block of ours on this parent is on the chain: another one is of no use
   */
  public ShareJudge(ProofOfWork proofOfWork, Predicate<BlockHash> solved) {
    this.proofOfWork = proofOfWork;
    this.solved = solved;
  }

  /**
   * The verdict on a share. Of a standard job it claims a hash, which is checked against the target
   * before it is computed. Of an extended job it claims nothing, so its hash is always computed,
   * and one that does not meet the share's target stays known, so that it is not hashed again. What
   * {@link ProofOfWork} throws goes to the caller; the share may then be submitted again.
   *
   * @param jobs the session's jobs
   * @param submission as the miner sent it
   *     <p>A stale share that may be a block is hashed as well, and counts if it is one: the node
   *     may still prefer it, unless it has a block of ours on the same parent. Else the losers of a
   *     race among our own miners would cost a hash each while work on top of the winner waits.
   * @param tip the block on which the pool builds now
   */
  public ShareOutcome judge(IssuedJobs jobs, Submission submission, BlockHash tip) {
    return judge(jobs, submission, () -> jobs.find(submission.jobId(), tip));
  }

  /** The same while nothing is mined: every share is stale. */
  public ShareOutcome judgeStale(IssuedJobs jobs, Submission submission) {
    return judge(jobs, submission, () -> jobs.findStale(submission.jobId()));
  }

  private ShareOutcome judge(IssuedJobs jobs, Submission submission, Supplier<Lookup> job) {
    boolean isClaimed = submission.claim().isPresent();
    Optional<? extends Solution> solution = solutionOf(submission);
    Optional<PowHash> claim = submission.claim().flatMap(ShareJudge::parseHash);
    if (isClaimed == jobs.isExtended() || solution.isEmpty() || isClaimed != claim.isPresent()) {
      return rejected(RejectionReason.MALFORMED);
    }
    Lookup found = job.get();
    if (found instanceof Lookup.Live live) {
      return judge(live, solution.get(), claim);
    }
    return found instanceof Lookup.Stale stale
        ? judgeStale(stale.former(), solution.get(), claim)
        : rejected(RejectionReason.UNKNOWN_JOB);
  }

  private ShareOutcome judgeStale(
      Optional<Lookup.Live> former, Solution solution, Optional<PowHash> claim) {
    if (former.isEmpty()
        || solved.test(former.get().job().previousBlockHash())
        || (claim.isPresent() && !isBlock(claim.get(), former.get()))) {
      return rejected(RejectionReason.STALE);
    }
    ShareOutcome outcome = judge(former.get(), solution, claim);
    if (outcome instanceof ShareOutcome.BlockFound found) {
      return new ShareOutcome.BlockFound(found.share(), found.block(), true);
    }
    return outcome instanceof ShareOutcome.Accepted ? rejected(RejectionReason.STALE) : outcome;
  }

  private static boolean isBlock(PowHash claim, Lookup.Live live) {
    return claim.meets(live.job().networkTarget());
  }

  private static Optional<? extends Solution> solutionOf(Submission share) {
    return share.claim().isPresent()
        ? Nonce.parse(share.nonce())
        : RolledSolution.parse(share.extranonce2(), share.time(), share.nonce());
  }

  private ShareOutcome judge(Lookup.Live live, Solution solution, Optional<PowHash> claim) {
    if (live.seen().contains(solution)) {
      return rejected(RejectionReason.DUPLICATE);
    }
    if (solution instanceof RolledSolution rolled && !live.job().takesTime(rolled.time())) {
      return rejected(RejectionReason.MALFORMED);
    }
    if (claim.isPresent() && !claim.get().meets(live.job().share().target())) {
      return rejected(RejectionReason.LOW_DIFFICULTY);
    }
    // Only what is about to be hashed is remembered, so refused shares take no memory.
    boolean mayBeBlock = claim.filter(hash -> isBlock(hash, live)).isPresent();
    SeenSolutions seen = live.seen();
    return switch (mayBeBlock ? seen.registerBlock(solution) : seen.register(solution)) {
      case DUPLICATE -> rejected(RejectionReason.DUPLICATE);
      case FULL -> rejected(RejectionReason.TOO_MANY_SHARES);
      case ADDED -> measure(live, solution, claim);
    };
  }

  private ShareOutcome measure(Lookup.Live live, Solution solution, Optional<PowHash> claim) {
    Job job = live.job();
    PowHash hash = hash(job, solution, live.seen());
    if (claim.isPresent() && !claim.get().equals(hash)) {
      return rejected(RejectionReason.WRONG_RESULT);
    }
    return hash.meets(job.share().target())
        ? proven(job, solution, hash)
        : rejected(RejectionReason.LOW_DIFFICULTY);
  }

  private static ShareOutcome proven(Job job, Solution solution, PowHash hash) {
    ProvenShare share = new ProvenShare(job, solution, hash);
    return hash.meets(job.networkTarget())
        ? new ShareOutcome.BlockFound(share, job.solvedBy(solution, hash), false)
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

  private static Optional<PowHash> parseHash(String hex) {
    try {
      return Optional.of(PowHash.parse(hex));
    } catch (ChainFormatException e) {
      return Optional.empty();
    }
  }

  private static ShareOutcome rejected(RejectionReason reason) {
    return new ShareOutcome.Rejected(reason);
  }
}
