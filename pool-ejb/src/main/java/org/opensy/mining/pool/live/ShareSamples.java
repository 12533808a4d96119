package org.opensy.mining.pool.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.opensy.mining.pool.share.Contributor;
import org.opensy.mining.pool.share.WorkerName;

/**
 * The latest share of this instance, for those who watch shares go by. While nobody does, a share
 * costs a look at a flag, else it takes the place of the one before. Thread-safe, and never waits.
 */
@ApplicationScoped
public class ShareSamples {
  private final AtomicReference<LiveData.Share> latest = new AtomicReference<>();
  private final InstantSource clock;
  private volatile boolean wanted;

  /** For the container's proxy. */
  protected ShareSamples() {
    this(null);
  }

  /** None yet, and nobody wants any. */
  @Inject
  public ShareSamples(InstantSource clock) {
    this.clock = clock;
  }

  /** A share counts. */
  public void accepted(Contributor whose, long difficulty) {
    if (wanted) {
      put(whose, Optional.of(difficulty));
    }
  }

  /** A share was refused. */
  public void rejected(Contributor whose) {
    if (wanted) {
      put(whose, Optional.empty());
    }
  }

  private void put(Contributor whose, Optional<Long> difficulty) {
    latest.set(
        new LiveData.Share(
            whose.address(),
            WorkerName.shownToAll(whose.worker()),
            difficulty,
            difficulty.isPresent(),
            clock.instant()));
  }

  /** Whether shares are wanted from now on. */
  void want(boolean isWanted) {
    wanted = isWanted;
    if (!isWanted) {
      latest.set(null);
    }
  }

  /** The latest share, if it was not taken before. */
  Optional<LiveData.Share> take() {
    return Optional.ofNullable(latest.getAndSet(null));
  }
}
