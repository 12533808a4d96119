package org.opensy.mining.pool.stratum;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.opensy.mining.pool.cluster.DifficultyMemory;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.config.StratumPort;
import org.opensy.mining.pool.share.Contributor;
import org.opensy.mining.stratum.protocol.Difficulty;

/**
 * With which difficulty a miner begins: the one that fitted it last time at this port, else what it
 * found out about itself, else the port's. Thread-safe.
 */
@ApplicationScoped
public class StartDifficulties {
  private final Duration interval;
  private final DifficultyMemory memory;

  /** For the container's proxy. */
  protected StartDifficulties() {
    interval = null;
    memory = null;
  }

  @Inject
  StartDifficulties(PoolConfig config, DifficultyMemory memory) {
    this.interval = config.stratum().shareInterval();
    this.memory = memory;
  }

  /**
   * The first difficulty.
   *
   * @param hashRate what the miner measured on itself, if it did
   */
  Difficulty of(Contributor who, StratumPort port, OptionalDouble hashRate) {
    Optional<Difficulty> last = memory.recall(key(who, port.port())).map(Difficulty::of);
    if (last.isPresent() || hashRate.isEmpty()) {
      return last.orElse(port.start());
    }
    double hashes = hashRate.getAsDouble() * interval.toMillis() / 1e3;
    return Difficulty.of((long) Math.min(Long.MAX_VALUE, Math.max(1, hashes)));
  }

  /** Remembers what fits the miner, if that is known. */
  void remember(ActiveMiner miner, int port) {
    miner
        .fittingDifficulty()
        .ifPresent(fits -> memory.remember(key(miner.contributor(), port), fits.toLong()));
  }

  private static String key(Contributor who, int port) {
    return who.address() + "." + who.worker() + ":" + port;
  }
}
