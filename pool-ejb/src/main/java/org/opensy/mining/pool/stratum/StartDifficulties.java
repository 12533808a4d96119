package org.opensy.mining.pool.stratum;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalDouble;
import org.opensy.mining.pool.cluster.DifficultyMemory;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.config.StratumSettings;
import org.opensy.mining.pool.share.Contributor;
import org.opensy.mining.stratum.api.MinerSession;
import org.opensy.mining.stratum.api.Subnet;
import org.opensy.mining.stratum.protocol.Difficulty;

/**
 * With which difficulty a miner begins: the one that fitted it last time at this port, else what it
 * found out about itself, else the port's. What is remembered is known by the subnet that the miner
 * came from, too: a stranger that mines with the same address and worker's name changes nothing for
 * the owner's machines. Thread-safe.
 */
@ApplicationScoped
public class StartDifficulties {
  /** As far as the address of one customer may change over a day. */
  private static final int IPV4_BITS = 24;

  private static final int IPV6_BITS = 48;

  private final StratumSettings settings;
  private final DifficultyMemory memory;

  /** For the container's proxy. */
  protected StartDifficulties() {
    settings = null;
    memory = null;
  }

  @Inject
  StartDifficulties(PoolConfig config, DifficultyMemory memory) {
    this.settings = config.stratum();
    this.memory = memory;
  }

  /**
   * The first difficulty.
   *
   * @param hashRate what the miner measured on itself, if it did
   */
  Difficulty of(MinerSession session, Contributor who, OptionalDouble hashRate) {
    Optional<Difficulty> last = memory.recall(key(session, who)).map(Difficulty::of);
    if (last.isPresent() || hashRate.isEmpty()) {
      return last.orElse(settings.port(session.localPort()).start());
    }
    double hashes = hashRate.getAsDouble() * settings.shareInterval().toMillis() / 1e3;
    return Difficulty.of((long) Math.min(Long.MAX_VALUE, Math.max(1, hashes)));
  }

  /** Remembers what fits the miner, if that is known. */
  void remember(MinerSession session, ActiveMiner miner) {
    miner
        .fittingDifficulty()
        .ifPresent(fits -> memory.remember(key(session, miner.contributor()), fits.toLong()));
  }

  private static String key(MinerSession session, Contributor who) {
    InetAddress source = session.remoteAddress().getAddress();
    Subnet subnet = Subnet.of(source, source instanceof Inet4Address ? IPV4_BITS : IPV6_BITS);
    return who.address() + "." + who.worker() + ":" + session.localPort() + " " + subnet;
  }
}
