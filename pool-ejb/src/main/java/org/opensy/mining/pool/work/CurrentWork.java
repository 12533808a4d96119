package org.opensy.mining.pool.work;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.job.JobTemplate;

/** The one work that is mined now; every job is made from it. Thread-safe. */
@ApplicationScoped
public class CurrentWork {
  /** Shares name jobs of the tip and of the one before it. */
  private static final int MOST_SOLVED = 16;

  private final AtomicReference<State> state =
      new AtomicReference<>(new State(Optional.empty(), Optional.empty()));

  private final Set<BlockHash> solved = new LinkedHashSet<>();

  /**
   * @param current what is mined
   * @param last the same, or what was mined before it was withdrawn
   */
  private record State(Optional<JobTemplate> current, Optional<JobTemplate> last) {}

  /** The work, or nothing until the node has given the first template and after a withdrawal. */
  public Optional<JobTemplate> get() {
    return state.get().current();
  }

  /** The work, also after it was withdrawn: by which what was mined on it is judged. */
  public Optional<JobTemplate> last() {
    return state.get().last();
  }

  /** Replaces it; to be made known by {@link WorkRenewed}. */
  public void set(JobTemplate newWork) {
    state.set(new State(Optional.of(newWork), Optional.of(newWork)));
  }

  /** From now on nothing is mined; to be made known by {@link WorkWithdrawn}. */
  public void withdraw() {
    state.updateAndGet(now -> new State(Optional.empty(), now.last()));
  }

  /** A block of ours on this parent is on the chain. */
  public void solved(BlockHash parent) {
    synchronized (solved) {
      solved.add(parent);
      if (solved.size() > MOST_SOLVED) {
        solved.remove(solved.iterator().next());
      }
    }
  }

  /** Whether a block of ours on this parent is on the chain, so that another one is of no use. */
  public boolean isSolved(BlockHash parent) {
    synchronized (solved) {
      return solved.contains(parent);
    }
  }
}
