package org.opensy.mining.pool.job;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.stratum.protocol.BitcoinJob;

/**
 * The jobs of one session. Remembers the latest {@link #MAX_JOBS} jobs on the latest previous block
 * and, for each header, at most {@link #MAX_SOLUTIONS} solutions; older jobs are told from made-up
 * ids without being remembered. Its jobs are all standard or all extended. Thread-safe.
 */
public final class JobBook {
  /** How many jobs of one previous block stay valid. */
  public static final int MAX_JOBS = 8;

  /** How many shares may be hashed for one header. */
  public static final int MAX_SOLUTIONS = 1 << 16;

  private final Extranonce extranonce;
  private final JobIds ids;
  private final int maxSolutions;
  private final boolean extended;
  private final Deque<JobLookup.Live> jobs = new ArrayDeque<>();
  // What all of them build on; null before the first.
  private BlockHash previousBlockHash;

  /**
   * The empty book of a new session with standard jobs.
   *
   * @param extranonce the session's own
   * @param random a cryptographically strong source; read once, here
   */
  public JobBook(Extranonce extranonce, RandomGenerator random) {
    this(extranonce, random, MAX_SOLUTIONS, false);
  }

  JobBook(Extranonce extranonce, RandomGenerator random, int maxSolutions, boolean extended) {
    this.extranonce = extranonce;
    this.ids = new JobIds(random);
    this.maxSolutions = maxSolutions;
    this.extended = extended;
  }

  /**
   * The empty book of a new session with extended jobs, whose miner builds the coinbase itself.
   *
   * @param extranonce the session's own
   * @param random a cryptographically strong source; read once, here
   */
  public static JobBook extended(Extranonce extranonce, RandomGenerator random) {
    return new JobBook(extranonce, random, MAX_SOLUTIONS, true);
  }

  /** Whether the jobs are extended. */
  public boolean isExtended() {
    return extended;
  }

  /**
   * Issues the session's job for {@code template}; it becomes the current one. Empty if it would be
   * the current job again (same header, same target, same time): a miner must never get the same
   * job twice.
   */
  public synchronized Optional<Job> issue(JobTemplate template, ShareTarget share) {
    Job candidate = candidate(template, share);
    dropUnlessOn(template.previousBlockHash());
    if (current().filter(job -> isSameWork(job, candidate)).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(add(candidate));
  }

  /** Issues it under a new id even if the miner has it: for one that asks for its job again. */
  public synchronized Job issueAgain(JobTemplate template, ShareTarget share) {
    dropUnlessOn(template.previousBlockHash());
    return add(candidate(template, share));
  }

  /** Most jobs end here, all at once for all sessions: none of the old ones is looked at. */
  private void dropUnlessOn(BlockHash previous) {
    if (!previous.equals(previousBlockHash)) {
      jobs.clear();
      previousBlockHash = previous;
    }
  }

  private Job candidate(JobTemplate template, ShareTarget share) {
    return extended
        ? template.extendedJobFor("", extranonce, share)
        : template.jobFor("", extranonce, share);
  }

  private Job add(Job candidate) {
    Job job = candidate.withId(ids.next());
    jobs.addFirst(new JobLookup.Live(job, seenFor(job)));
    if (jobs.size() > MAX_JOBS) {
      jobs.removeLast();
    }
    return job;
  }

  /**
   * What the miner of an extended job is told of it. Jobs before it are declared void if none of
   * them is on its previous block.
   *
   * @param job the current one
   * @throws IllegalStateException if the jobs of this book are not extended
   */
  public synchronized BitcoinJob onTheWire(Job job) {
    if (!extended) {
      throw new IllegalStateException("a standard job has another form");
    }
    return job.template().extended().onTheWire(job.id(), jobs.size() == 1);
  }

  /** Forgets a solution whose share was good but could not be kept, so that it may come again. */
  public synchronized void release(Job job, Solution solution) {
    jobs.stream()
        .filter(live -> live.job().id().equals(job.id()))
        .forEach(live -> live.seen().release(solution));
  }

  /** The job issued last. */
  public synchronized Optional<Job> current() {
    return Optional.ofNullable(jobs.peekFirst()).map(JobLookup.Live::job);
  }

  /**
   * What {@code jobId} stands for.
   *
   * @param tip the block on which the pool builds now
   */
  public synchronized JobLookup find(String jobId, BlockHash tip) {
    for (JobLookup.Live live : jobs) {
      if (live.job().id().equals(jobId)) {
        return previousBlockHash.equals(tip) ? live : new JobLookup.Stale();
      }
    }
    return ids.wasIssued(jobId) ? new JobLookup.Stale() : new JobLookup.Unknown();
  }

  private SeenSolutions seenFor(Job job) {
    return jobs.stream()
        .filter(live -> live.job().header().equals(job.header()))
        .map(JobLookup.Live::seen)
        .findFirst()
        .orElseGet(() -> new SeenSolutions(maxSolutions));
  }

  private static boolean isSameWork(Job one, Job other) {
    return one.header().equals(other.header())
        && one.share().equals(other.share())
        && one.template().time() == other.template().time();
  }
}
