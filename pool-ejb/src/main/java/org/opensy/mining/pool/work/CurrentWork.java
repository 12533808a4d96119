package org.opensy.mining.pool.work;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.opensy.mining.pool.job.JobTemplate;

/** The one work that is mined now; every job is made from it. Thread-safe. */
@ApplicationScoped
public class CurrentWork {
  private final AtomicReference<State> state =
      new AtomicReference<>(new State(Optional.empty(), Optional.empty()));

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
}
