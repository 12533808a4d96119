package org.opensy.mining.pool.job;

import java.util.HashSet;
import java.util.Set;

/**
 * The solutions that were hashed for one header. Jobs of one session that share their header (only
 * the difficulty changed, or of extended jobs the time) share this too, so that no solution is paid
 * twice. Holds at most its limit; when full it refuses. Thread-safe.
 */
public final class SeenSolutions {
  /** So many more are let in if they claim to be blocks: no block is refused for want of room. */
  private static final int RESERVE = 1024;

  /** What came of a registration. */
  public enum Registration {
    /** The solution is new and now registered. */
    ADDED,
    /** The solution was registered before. */
    DUPLICATE,
    /** The limit is reached; the solution was not registered. */
    FULL
  }

  private final int limit;
  // Most jobs end without a share: the table is made for the first one.
  private Set<Solution> solutions = Set.of();

  SeenSolutions(int limit) {
    this.limit = limit;
  }

  /** Whether the solution is registered; registers nothing. */
  public synchronized boolean contains(Solution solution) {
    return solutions.contains(solution);
  }

  /** Registers the solution; of several concurrent callers exactly one sees it added. */
  public Registration register(Solution solution) {
    return register(solution, limit);
  }

  /** The same for one that claims to be a block: there is a reserve for it. */
  public Registration registerBlock(Solution solution) {
    return register(solution, limit + RESERVE);
  }

  private synchronized Registration register(Solution solution, int most) {
    if (solutions.contains(solution)) {
      return Registration.DUPLICATE;
    }
    if (solutions.size() >= most) {
      return Registration.FULL;
    }
    if (solutions.isEmpty()) {
      solutions = new HashSet<>();
    }
    solutions.add(solution);
    return Registration.ADDED;
  }

  /**
   * Forgets a solution whose hash could not be computed or whose share could not be kept, so that
   * it may be submitted again.
   */
  public synchronized void release(Solution solution) {
    if (!solutions.isEmpty()) {
      solutions.remove(solution);
    }
  }
}
