package org.opensy.mining.pool.work;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.opensy.mining.pool.job.JobTemplate;

/** The one work that is mined now; every job is made from it. Thread-safe. */
@ApplicationScoped
public class CurrentWork {
  private final AtomicReference<JobTemplate> work = new AtomicReference<>();

  /** The work, or nothing until the node has given the first template. */
  public Optional<JobTemplate> get() {
    return Optional.ofNullable(work.get());
  }

  /** Replaces it; to be made known by {@link WorkRenewed}. */
  public void set(JobTemplate newWork) {
    work.set(newWork);
  }
}
