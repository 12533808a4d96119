package org.opensy.mining.pool.lifecycle;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;
import org.opensy.mining.metrics.Label;
import org.opensy.mining.pool.cluster.HashrateWindow;
import org.opensy.mining.pool.ledger.PublicDatabase;
import org.opensy.mining.pool.ledger.SchemaState;
import org.opensy.mining.pool.metrics.Metrics;
import org.opensy.mining.pool.node.NodeClient;
import org.opensy.mining.pool.node.NodeException;
import org.opensy.mining.pool.sql.DatabaseException;
import org.opensy.mining.pool.timer.TimerStep;

/**
 * Metrics that need a query, which nobody who scrapes waits for: a timer reads them. What could not
 * be read last is left out. Thread-safe.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class FigureMetrics {
  private static final Logger LOG = System.getLogger(FigureMetrics.class.getName());
  private static final Duration WINDOW = Duration.ofMinutes(10);

  private final TimerStep reading = new TimerStep("the reading of the pool's figures");
  private final TimerStep asking = new TimerStep("the reading of the network's figures");
  private volatile Optional<PoolFigures> figures = Optional.empty();
  private volatile OptionalDouble hashrate = OptionalDouble.empty();
  private volatile Optional<Number> network = Optional.empty();

  @Resource(lookup = PublicDatabase.DATA_SOURCE)
  private DataSource database;

  private final Metrics metrics;
  private final HashrateWindow window;
  private final NodeClient node;
  private final SchemaState schema;
  private final InstantSource clock;

  /** For the container's view of the bean. */
  public FigureMetrics() {
    this(null, null, null, null, null);
  }

  @Inject
  FigureMetrics(
      Metrics metrics,
      HashrateWindow window,
      NodeClient node,
      SchemaState schema,
      InstantSource clock) {
    this.metrics = metrics;
    this.window = window;
    this.node = node;
    this.schema = schema;
    this.clock = clock;
  }

  /** Announces the metrics; the container does it at the start. */
  @PostConstruct
  public void register() {
    gauge("miners_total", "Addresses with a share in the last ten minutes", PoolFigures::miners);
    gauge("workers_total", "Workers with a share in the last ten minutes", PoolFigures::workers);
    metrics.poolGauge("pool_hashrate", "Hashes a second of the last ten minutes", this::hashrate);
    metrics.poolGauges(
        "miner_hashrate",
        "Hashes a second of the last ten to twenty minutes, of the "
            + PoolFigures.MOST_MINERS
            + " miners with most",
        () -> figures.map(FigureMetrics::byMiner).orElse(Map.of()));
    metrics.poolGauge(
        "network_hashrate",
        "Hashes a second of the network, as the node says",
        () -> network.orElse(null));
    counter("payouts", "Payments that the wallet made", PoolFigures::payouts);
    counter("payouts_amount", "What they paid, in base units", PoolFigures::paid);
    gauge(
        "payouts_pending",
        "What miners can be paid or is on its way to them, in base units",
        PoolFigures::pending);
    counter(
        "pool_fee_collected",
        "Fees of matured blocks, in base units; PPS has its fee in the price",
        PoolFigures::fees);
    gauge("db_connections", "Connections of the pool's role", PoolFigures::connections);
  }

  private void gauge(String name, String description, Function<PoolFigures, Number> value) {
    metrics.poolGauge(name, description, () -> figures.map(value).orElse(null));
  }

  private void counter(String name, String description, Function<PoolFigures, Number> value) {
    metrics.poolCounter(name, description, () -> figures.map(value).orElse(null));
  }

  /** As Redis knows it, which is exact to the minute, else as the database does. */
  private Number hashrate() {
    OptionalDouble counted = hashrate;
    return counted.isPresent()
        ? Double.valueOf(counted.getAsDouble())
        : figures.map(PoolFigures::hashrate).orElse(null);
  }

  private static Map<List<Label>, Double> byMiner(PoolFigures figures) {
    return figures.hashrates().entrySet().stream()
        .collect(
            Collectors.toMap(
                miner -> List.of(new Label("address", miner.getKey())), Map.Entry::getValue));
  }

  /** Reads database and Redis. */
  @Schedule(hour = "*", minute = "*", second = "5/15", persistent = false)
  public void readPool() {
    if (schema.isCurrent()) {
      reading.run(
          () -> {
            hashrate = window.poolHashrate(WINDOW);
            figures = figures();
          });
    }
  }

  private Optional<PoolFigures> figures() {
    try {
      return Optional.of(PoolFigures.read(database, clock.instant()));
    } catch (DatabaseException away) {
      LOG.log(Level.DEBUG, "no figures of the pool: the database does not answer", away);
      return Optional.empty();
    }
  }

  /** Asks the node. */
  @Schedule(hour = "*", minute = "*", second = "10/30", persistent = false)
  public void askNode() {
    asking.run(() -> network = networkHashrate());
  }

  private Optional<Number> networkHashrate() {
    try {
      return Optional.of(node.networkHashesPerSecond());
    } catch (NodeException | FaultToleranceException away) {
      LOG.log(Level.DEBUG, "no figures of the network: the node does not answer", away);
      return Optional.empty();
    }
  }
}
