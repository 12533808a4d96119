package org.opensy.mining.pool.stratum;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.ledger.SchemaMigration;
import org.opensy.mining.pool.payout.MinimumPayout;
import org.opensy.mining.pool.sql.DatabaseException;

/**
 * Minimum payouts that miners ask for in their passwords, on the way to the database. Only who has
 * had a share accepted in that session is heard: whoever wants to change the minimum of another has
 * to work for it. A wish is lost with the process; the miner says it again at its next login.
 * Thread-safe.
 */
@ApplicationScoped
public class MinimumPayoutRequests {
  private static final Logger LOG = System.getLogger(MinimumPayoutRequests.class.getName());
  private static final int MOST = 100_000;

  private final Map<String, Amount> wanted = new ConcurrentHashMap<>();

  @Resource(lookup = SchemaMigration.DATA_SOURCE)
  private DataSource database;

  private Network network;

  /** For the container's proxy. */
  protected MinimumPayoutRequests() {}

  @Inject
  MinimumPayoutRequests(PoolConfig config) {
    this.network = config.chain().network();
  }

  MinimumPayoutRequests(Network network, DataSource database) {
    this.network = network;
    this.database = database;
  }

  /** Notes a wish; passed over if very many wait already. */
  void want(String address, Amount minimum) {
    if (wanted.size() < MOST) {
      wanted.put(address, minimum);
    }
  }

  /** Stores the wishes of miners that the database knows; the others wait for their first share. */
  void store() {
    try {
      for (Map.Entry<String, Amount> wish : Map.copyOf(wanted).entrySet()) {
        Address miner = Address.parse(wish.getKey(), network);
        if (MinimumPayout.set(database, miner, Optional.of(wish.getValue()))) {
          wanted.remove(wish.getKey(), wish.getValue());
        }
      }
    } catch (DatabaseException later) {
      LOG.log(Level.DEBUG, "minimum payouts not stored", later);
    }
  }
}
