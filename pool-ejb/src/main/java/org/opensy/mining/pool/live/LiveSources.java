package org.opensy.mining.pool.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.opensy.mining.pool.report.PoolReports;
import org.opensy.mining.pool.sql.DatabaseException;

/**
 * Where events come from that every instance finds out by itself: statistics, blocks and payments,
 * and miners. While the database is away there are none; blocks and payments of that time follow.
 * Thread-safe.
 */
@ApplicationScoped
public class LiveSources {
  private static final Logger LOG = System.getLogger(LiveSources.class.getName());

  /** While nobody listens, so many looks are left out of this number and one. */
  private static final int QUIET = 9;

  private final LiveHub hub;
  private final LiveChanges changes;
  private final InstantSource clock;
  private volatile Supplier<LiveData.Stats> statistics;
  private boolean begun;
  private int leftOut;
  private boolean away;

  /** For the container's proxy. */
  protected LiveSources() {
    this(null, (LiveChanges) null, null);
  }

  @Inject
  LiveSources(LiveHub hub, PoolReports reports, InstantSource clock) {
    this(hub, new LiveChanges(reports), clock);
  }

  LiveSources(LiveHub hub, LiveChanges changes, InstantSource clock) {
    this.hub = hub;
    this.changes = changes;
    this.clock = clock;
  }

  /** Says where statistics come from; asked every two seconds while somebody listens. */
  public void takeStatsFrom(Supplier<LiveData.Stats> supplier) {
    statistics = supplier;
  }

  void tellStats() {
    Optional<Supplier<LiveData.Stats>> known = Optional.ofNullable(statistics);
    if (hub.isListenedTo(LiveChannel.STATS) && known.isPresent()) {
      hub.publish(LiveEvent.of(LiveChannel.STATS, known.get().get(), clock.instant()));
    }
  }

  /** Not to be called by two threads at once. */
  void tellChanges() {
    boolean isHeard =
        hub.isListenedTo(LiveChannel.BLOCKS) || hub.isListenedTo(LiveChannel.PAYMENTS);
    if (isHeard || !begun || leftOut == QUIET) {
      leftOut = 0;
      askForChanges();
    } else {
      leftOut++;
    }
  }

  private void lookForChanges() {
    if (begun) {
      changes.look().forEach(hub::publish);
    } else {
      LiveChanges.Past past = changes.begin(ReplayRing.MOST - 1);
      hub.beginWith(past.completeSince(), past.events());
      begun = true;
    }
  }

  /** What the database does not tell now is left out. */
  void tellMiners(LiveMiners miners) {
    try {
      miners.look();
    } catch (DatabaseException failed) {
      LOG.log(Level.DEBUG, "live miners are left out: the database does not answer", failed);
    }
  }

  /** Before the first answer the schema may still be made, which others tell of. */
  private void askForChanges() {
    try {
      lookForChanges();
    } catch (DatabaseException failed) {
      if (begun && !away) {
        away = true;
        LOG.log(Level.WARNING, "POOL-7101 live events wait: the database does not answer", failed);
      }
      return;
    }
    if (away) {
      away = false;
      LOG.log(Level.INFO, "POOL-7102 live events go on");
    }
  }
}
