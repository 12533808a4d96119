package org.opensy.mining.pool.job;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.stratum.protocol.BitcoinJob;

/**
 * The jobs of one session. Remembers the latest {@link #MAX_JOBS} jobs on the latest previous
 * block, some before them, those on the previous block before that for the sake of late blocks,
 * and, for each header, at most {@link #MAX_SOLUTIONS} solutions; older jobs are told from made-up
 * ids without being remembered. Of a job it keeps only what it was made from: making it again when
 * a share comes costs a few SHA-256, keeping it would cost memory for each miner with each block.
 * Its jobs are all standard or all extended. Thread-safe.
 */
public final class IssuedJobs {
  /** How many jobs of one previous block stay valid. */
  public static final int MAX_JOBS = 8;

  /** How many more are kept after that, since a share for one may be a block. */
  private static final int MORE_JOBS = 8;

  /** How many shares may be hashed for one header. */
  public static final int MAX_SOLUTIONS = 1 << 16;

  /** What a session's job id stands for. */
  public sealed interface Lookup {

    /**
     * A job on the block that is still the tip.
     *
     * @param job the job
     * @param seen the solutions that were hashed for its header
     */
    record Live(Job job, SeenSolutions seen) implements Lookup {}

    /**
     * A job of this session whose previous block is no longer the tip, or too many jobs ago.
     *
     * @param former what it was when it was live, unless that is too long ago: a share for it may
     *     still be a block
     */
    record Stale(Optional<Live> former) implements Lookup {}

    /** Never issued to this session. */
    record Unknown() implements Lookup {}
  }

  /** A job before the current one. */
  private record Issued(int number, JobTemplate template, ShareTarget share, SeenSolutions seen) {}

  private final Extranonce extranonce;
  private final JobIds ids;
  private final int maxSolutions;
  private final boolean extended;
  // The current job; no template before the first, no solutions before its first share.
  private int number;
  private JobTemplate template;
  private ShareTarget share;
  private SeenSolutions seen;
  // Those before it on its previous block, latest first; none if null.
  private Deque<Issued> older;
  // The same on the previous block before that.
  private int formerNumber;
  private JobTemplate formerTemplate;
  private ShareTarget formerShare;
  private SeenSolutions formerSeen;
  private Deque<Issued> formerOlder;

  /**
   * The empty book of a new session with standard jobs.
   *
   * @param extranonce the session's own
   * @param random a cryptographically strong source; read once, here
   */
  public IssuedJobs(Extranonce extranonce, RandomGenerator random) {
    this(extranonce, random, MAX_SOLUTIONS, false);
  }

  IssuedJobs(Extranonce extranonce, RandomGenerator random, int maxSolutions, boolean extended) {
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
  public static IssuedJobs extended(Extranonce extranonce, RandomGenerator random) {
    return new IssuedJobs(extranonce, random, MAX_SOLUTIONS, true);
  }

  /** Whether the jobs are extended. */
  public boolean isExtended() {
    return extended;
  }

  /**
   * Issues the session's job for {@code next}; it becomes the current one. Empty if it would be the
   * current job again (same header, same target, same time): a miner must never get the same job
   * twice.
   */
  public synchronized Optional<Job> issue(JobTemplate next, ShareTarget wanted) {
    ShareTarget allowed = next.shareOf(wanted);
    boolean same =
        template != null
            && isSameWork(next, template)
            && next.time() == template.time()
            && allowed.equals(share);
    return same ? Optional.empty() : Optional.of(add(next, allowed));
  }

  /** Issues it under a new id even if the miner has it: for one that asks for its job again. */
  public synchronized Job issueAgain(JobTemplate next, ShareTarget wanted) {
    return add(next, next.shareOf(wanted));
  }

  private Job add(JobTemplate next, ShareTarget allowed) {
    if (template != null && next.previousBlockHash().equals(template.previousBlockHash())) {
      keepCurrent();
      seen = seenOfWork(next);
    } else {
      // Most jobs end here, all sessions' at the same moment, so nothing is made or looked at.
      formerNumber = number;
      formerTemplate = template;
      formerShare = share;
      formerSeen = seen;
      formerOlder = older;
      older = null;
      seen = null;
    }
    number = ids.next();
    template = next;
    share = allowed;
    return job(number, template, share);
  }

  private void keepCurrent() {
    if (older == null) {
      older = new ArrayDeque<>(MAX_JOBS);
    }
    older.addFirst(new Issued(number, template, share, currentSeen()));
    if (older.size() == MAX_JOBS + MORE_JOBS) {
      older.removeLast();
    }
  }

  private SeenSolutions currentSeen() {
    if (seen == null) {
      seen = new SeenSolutions(maxSolutions);
    }
    return seen;
  }

  private SeenSolutions seenOfWork(JobTemplate next) {
    return older.stream()
        .filter(job -> isSameWork(next, job.template()))
        .map(Issued::seen)
        .findFirst()
        .orElse(null);
  }

  private boolean isSameWork(JobTemplate one, JobTemplate other) {
    return extended
        ? one.extended().work().equals(other.extended().work())
        : one.hasHeadersOf(other);
  }

  private Job job(int ofNumber, JobTemplate ofTemplate, ShareTarget ofShare) {
    String id = ids.idOf(ofNumber);
    return extended
        ? ofTemplate.extendedJobFor(id, extranonce, ofShare)
        : ofTemplate.jobFor(id, extranonce, ofShare);
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
    return job.template().extended().onTheWire(job.id(), older == null);
  }

  /** Forgets a solution whose share was good but could not be kept, so that it may come again. */
  public synchronized void release(Job job, Solution solution) {
    if (find(job.id(), job.previousBlockHash()) instanceof Lookup.Live live) {
      live.seen().release(solution);
    }
  }

  /**
   * What {@code jobId} stands for.
   *
   * @param tip the block on which the pool builds now
   */
  public synchronized Lookup find(String jobId, BlockHash tip) {
    OptionalInt wanted = ids.numberOf(jobId);
    if (wanted.isEmpty()) {
      return new Lookup.Unknown();
    }
    boolean live = template.previousBlockHash().equals(tip);
    Optional<Lookup.Live> latest = latest(wanted.getAsInt(), live ? MAX_JOBS : 0);
    return latest.isPresent() ? latest.get() : new Lookup.Stale(kept(wanted.getAsInt()));
  }

  /** The same when nothing is mined: no job is live. */
  public synchronized Lookup findStale(String jobId) {
    OptionalInt wanted = ids.numberOf(jobId);
    return wanted.isEmpty() ? new Lookup.Unknown() : new Lookup.Stale(kept(wanted.getAsInt()));
  }

  private Optional<Lookup.Live> kept(int wanted) {
    Optional<Lookup.Live> latest = latest(wanted, MAX_JOBS + MORE_JOBS);
    return latest.isPresent() ? latest : former(wanted);
  }

  /** Among the current job and those before it on its previous block, so many in all. */
  private Optional<Lookup.Live> latest(int wanted, int most) {
    if (most > 0 && wanted == number) {
      return Optional.of(new Lookup.Live(job(number, template, share), currentSeen()));
    }
    return among(older, wanted, most - 1);
  }

  private Optional<Lookup.Live> former(int wanted) {
    if (formerTemplate == null || wanted != formerNumber) {
      return among(formerOlder, wanted, MAX_JOBS + MORE_JOBS);
    }
    if (formerSeen == null) {
      formerSeen = new SeenSolutions(maxSolutions);
    }
    return Optional.of(new Lookup.Live(job(formerNumber, formerTemplate, formerShare), formerSeen));
  }

  private Optional<Lookup.Live> among(Deque<Issued> jobs, int wanted, int most) {
    if (jobs == null || most <= 0) {
      return Optional.empty();
    }
    return jobs.stream()
        .limit(most)
        .filter(job -> job.number() == wanted)
        .findFirst()
        .map(job -> new Lookup.Live(job(wanted, job.template(), job.share()), job.seen()));
  }
}
