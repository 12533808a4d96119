package org.opensy.mining.pool.stratum;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.resource.ResourceException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Function;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.protection.BansPlaced;
import org.opensy.mining.pool.work.WorkRenewed;
import org.opensy.mining.pool.work.WorkWithdrawn;
import org.opensy.mining.stratum.api.StratumConnection;
import org.opensy.mining.stratum.api.StratumConnectionFactory;
import org.opensy.mining.stratum.api.StratumStats;

/** Tells every miner of the current work, and reads the listener's counters. Thread-safe. */
@ApplicationScoped
public class JobBroadcast {
  private static final Logger LOG = System.getLogger(JobBroadcast.class.getName());

  @Resource(lookup = StratumResources.CONNECTION_FACTORY)
  private StratumConnectionFactory factory;

  private final PoolConfig config;
  private final PoolAdmission admission;
  private final SessionJobs jobs;

  /** For the container's proxy. */
  protected JobBroadcast() {
    this(null, null, null);
  }

  @Inject
  JobBroadcast(PoolConfig config, PoolAdmission admission, SessionJobs jobs) {
    this.config = config;
    this.admission = admission;
    this.jobs = jobs;
  }

  /** Lets miners in. */
  public void open() {
    try (StratumConnection connection = factory.getConnection()) {
      connection.open(config.stratum().listen(), admission, jobs);
    } catch (ResourceException failed) {
      throw new IllegalStateException("no miner can be let in: " + failed.getMessage(), failed);
    }
  }

  /** Sends the miners away; when this returns, no share comes any more. */
  public void shut() {
    tell(StratumConnection::shut);
  }

  /** Sends each miner its own job on the current work. */
  void send(@Observes WorkRenewed renewed) {
    int miners = ask(StratumConnection::broadcast, 0);
    LOG.log(
        renewed.newBlock() ? Level.INFO : Level.DEBUG,
        "POOL-3003 new work height={0} transactions={1} miners={2}",
        String.valueOf(renewed.work().height()),
        renewed.work().template().transactions().size(),
        miners);
  }

  /** Sends all miners away: each may have another pool to go to. */
  void dismiss(@Observes WorkWithdrawn withdrawn) {
    tell(StratumConnection::dismiss);
  }

  /** Sends these sessions their jobs, whose difficulty has changed. */
  void renew(Collection<Long> sessions) {
    if (!sessions.isEmpty()) {
      tell(connection -> sessions.forEach(connection::renew));
    }
  }

  /** Sends those away who are banned now. */
  void expel(@Observes BansPlaced placed) {
    tell(StratumConnection::expelBanned);
  }

  /** Sends one miner away; it may come back. */
  public void dismiss(long session) {
    tell(connection -> connection.dismiss(session));
  }

  /** Counters and gauges of the listener. */
  public StratumStats stats() {
    return ask(StratumConnection::stats, StratumStats.NONE);
  }

  private void tell(Consumer<StratumConnection> order) {
    boolean unused =
        ask(
            connection -> {
              order.accept(connection);
              return true;
            },
            false);
  }

  private <T> T ask(Function<StratumConnection, T> question, T otherwise) {
    try (StratumConnection connection = factory.getConnection()) {
      return question.apply(connection);
    } catch (ResourceException failed) {
      LOG.log(Level.ERROR, "POOL-1012 the Stratum connector gives no connection", failed);
      return otherwise;
    }
  }
}
