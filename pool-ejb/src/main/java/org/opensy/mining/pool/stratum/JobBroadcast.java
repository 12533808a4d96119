package org.opensy.mining.pool.stratum;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.resource.ResourceException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.guard.BansPlaced;
import org.opensy.mining.stratum.api.StratumConnection;
import org.opensy.mining.stratum.api.StratumConnectionFactory;
import org.opensy.mining.stratum.api.StratumStats;

/** Tells every miner of the current work, and reads the listener's counters. Thread-safe. */
@ApplicationScoped
public class JobBroadcast {
  private static final Logger LOG = System.getLogger(JobBroadcast.class.getName());

  @Resource(lookup = StratumResources.CONNECTION_FACTORY)
  private StratumConnectionFactory factory;

  @Inject private PoolConfig config;
  @Inject private Doorkeeper doorkeeper;
  @Inject private SessionJobs jobs;

  /** Lets miners in. */
  void open() {
    try (StratumConnection connection = factory.getConnection()) {
      connection.open(config.stratum().listen(), doorkeeper, jobs);
    } catch (ResourceException failed) {
      throw new IllegalStateException("no miner can be let in: " + failed.getMessage(), failed);
    }
  }

  /** Sends the miners away; when this returns, no share comes any more. */
  void shut() {
    try (StratumConnection connection = factory.getConnection()) {
      connection.shut();
    } catch (ResourceException failed) {
      LOG.log(Level.ERROR, "POOL-1012 the Stratum connector gives no connection", failed);
    }
  }

  /**
   * Sends each miner its own job on the current work.
   *
   * @return how many miners are told
   */
  int send() {
    try (StratumConnection connection = factory.getConnection()) {
      return connection.broadcast();
    } catch (ResourceException failed) {
      LOG.log(Level.ERROR, "POOL-1012 the Stratum connector gives no connection", failed);
      return 0;
    }
  }

  /** Sends these sessions their jobs, whose difficulty has changed. */
  void renew(Collection<Long> sessions) {
    if (sessions.isEmpty()) {
      return;
    }
    try (StratumConnection connection = factory.getConnection()) {
      sessions.forEach(connection::renew);
    } catch (ResourceException failed) {
      LOG.log(Level.ERROR, "POOL-1012 the Stratum connector gives no connection", failed);
    }
  }

  /** Sends those away who are banned now. */
  void expel(@Observes BansPlaced placed) {
    try (StratumConnection connection = factory.getConnection()) {
      connection.expelBanned();
    } catch (ResourceException failed) {
      LOG.log(Level.ERROR, "POOL-1012 the Stratum connector gives no connection", failed);
    }
  }

  /** Counters and gauges of the listener. */
  public StratumStats stats() {
    try (StratumConnection connection = factory.getConnection()) {
      return connection.stats();
    } catch (ResourceException failed) {
      LOG.log(Level.ERROR, "POOL-1012 the Stratum connector gives no connection", failed);
      return StratumStats.NONE;
    }
  }
}
