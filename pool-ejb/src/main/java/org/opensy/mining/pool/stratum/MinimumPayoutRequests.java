package org.opensy.mining.pool.stratum;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.job.Job;
import org.opensy.mining.pool.ledger.SchemaMigration;
import org.opensy.mining.pool.payout.MinimumPayout;
import org.opensy.mining.pool.sql.DatabaseException;
import org.opensy.mining.stratum.api.MinerSession;

/**
 * Minimum payouts that miners ask for in their passwords, on the way to the database. A wish is
 * lost with the process; the miner says it again at its next login. Thread-safe.
 */
@ApplicationScoped
public class MinimumPayoutRequests {
  private static final Logger LOG = System.getLogger(MinimumPayoutRequests.class.getName());
  private static final int MOST = 100_000;

  private final Map<String, MinimumPayout.Wish> wanted = new ConcurrentHashMap<>();

  @Resource(lookup = SchemaMigration.DATA_SOURCE)
  private DataSource database;

  private Network network;
  private InstantSource clock;

  /** For the container's proxy. */
  protected MinimumPayoutRequests() {}

  @Inject
  MinimumPayoutRequests(PoolConfig config, InstantSource clock) {
    this.network = config.chain().network();
    this.clock = clock;
  }

  MinimumPayoutRequests(Network network, DataSource database, InstantSource clock) {
    this.network = network;
    this.database = database;
    this.clock = clock;
  }

  /** A share of the miner counted: what its password asks for may be due now. */
  void worked(ActiveMiner miner, MinerSession session, Job job) {
    miner.minimumWish().worked(job).ifPresent(minimum -> want(miner, session, minimum));
  }

  /** Notes a wish; passed over if very many wait already. */
  private void want(ActiveMiner miner, MinerSession session, Amount minimum) {
    if (wanted.size() < MOST) {
      String who =
          "worker "
              + miner.contributor().worker()
              + " from "
              + session.remoteAddress().getAddress().getHostAddress();
      wanted.put(
          miner.contributor().address(),
          new MinimumPayout.Wish(
              Optional.of(minimum).filter(own -> !own.equals(Amount.ZERO)),
              MinimumPayout.Source.PASSWORD,
              who));
    }
  }

  /** Stores the wishes of miners that the database knows; the others wait for their first share. */
  void store() {
    try {
      Map.copyOf(wanted).forEach(this::store);
    } catch (DatabaseException later) {
      LOG.log(Level.DEBUG, "minimum payouts not stored", later);
    }
  }

  private void store(String address, MinimumPayout.Wish wish) {
    Address miner = Address.parse(address, network);
    switch (MinimumPayout.set(database, miner, wish, clock.instant())) {
      case UNKNOWN_MINER -> LOG.log(Level.DEBUG, "{0} has no share stored yet", address);
      case UNCHANGED -> wanted.remove(address, wish);
      case OUTRANKED -> {
        wanted.remove(address, wish);
        LOG.log(
            Level.INFO,
            "POOL-9012 a password does not change the minimum payout of {0}: {1}",
            address,
            wish.saidBy());
      }
      case CHANGED -> {
        wanted.remove(address, wish);
        LOG.log(
            Level.INFO,
            "POOL-9011 minimum payout of {0} is now {1}, by a password: {2}",
            address,
            wish.minimum().map(Amount::toString).orElse("the pool's"),
            wish.saidBy());
      }
    }
  }
}
