package org.opensy.mining.pool.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.cluster.HashrateWindow;
import org.opensy.mining.pool.report.MinerReports;

/**
 * Reads the figures of the miners that somebody listens to, at most every five seconds each,
 * however many listen, and tells them when they have changed. Not thread-safe: called by one timer.
 */
@ApplicationScoped
public class LiveMiners {
  static final Duration BETWEEN = Duration.ofSeconds(5);

  private final Map<Address, Read> known = new HashMap<>();
  private final LiveHub hub;
  private final Function<Address, LiveData.Miner> reading;
  private final InstantSource clock;

  /** For the container's proxy. */
  protected LiveMiners() {
    this(null, (Function<Address, LiveData.Miner>) null, null);
  }

  @Inject
  LiveMiners(LiveHub hub, MinerReports reports, HashrateWindow hashrates, InstantSource clock) {
    this(hub, miner -> read(miner, reports, hashrates), clock);
  }

  /**
   * @param reading the figures of a miner
   */
  LiveMiners(LiveHub hub, Function<Address, LiveData.Miner> reading, InstantSource clock) {
    this.hub = hub;
    this.reading = reading;
    this.clock = clock;
  }

  private record Read(LiveData.Miner figures, Instant at) {}

  private static LiveData.Miner read(
      Address miner, MinerReports reports, HashrateWindow hashrates) {
    return new LiveData.Miner(
        miner,
        rate(hashrates, miner, Duration.ofMinutes(10)),
        rate(hashrates, miner, Duration.ofHours(1)),
        reports.balance(miner));
  }

  private static Optional<Long> rate(HashrateWindow hashrates, Address miner, Duration window) {
    return hashrates.minerHashrate(miner.toString(), window).stream()
        .mapToObj(Math::round)
        .findFirst();
  }

  /**
   * Reads and tells what is due; to be called every second.
   *
   * @throws org.opensy.mining.pool.sql.DatabaseException if the database does not answer
   */
  void look() {
    Set<Address> wanted = hub.miners();
    known.keySet().retainAll(wanted);
    for (Address miner : wanted) {
      Read before = known.get(miner);
      Instant now = clock.instant();
      if (before == null || !before.at().plus(BETWEEN).isAfter(now)) {
        LiveData.Miner figures = reading.apply(miner);
        known.put(miner, new Read(figures, now));
        if (before == null || !figures.equals(before.figures())) {
          hub.publish(LiveEvent.of(LiveChannel.of(miner), figures, now));
        }
      }
    }
  }
}
