package org.opensy.mining.pool.lifecycle;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.opensy.mining.pool.block.FoundBlocks;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.stratum.JobBroadcast;
import org.opensy.mining.pool.timer.TimerStep;
import org.opensy.mining.pool.work.TemplateFeed;
import org.opensy.mining.pool.work.TemplatePolling;

/**
 * Starts and stops the pool: the schema first, then work, then the ports for miners. While the
 * database is away at the start, the ports wait for it, not the deployment: an application whose
 * start fails is never tried again by the server. At the stop the ports close first, then found
 * blocks are seen through; the writer of shares, on which this bean depends, ends after that.
 * Thread-safe.
 */
@Singleton
@Startup
@DependsOn({"LedgerLifecycle", "ClusterUpkeep", "BanUpkeep", "TemplatePolling"})
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class PoolLifecycle {
  private static final Logger LOG = System.getLogger(PoolLifecycle.class.getName());
  private static final Duration LAST_BLOCKS = Duration.ofSeconds(15);

  private static final long AGAIN_MILLIS = 2000;

  @Resource private TimerService timers;

  private final TimerStep starting = new TimerStep("the start of the pool");
  private final PoolConfig config;
  private final StartAttempts attempts;
  private final PoolMetrics metrics;
  private final TemplateFeed feed;
  private final TemplatePolling polling;
  private final JobBroadcast listener;
  private final FoundBlocks blocks;

  /** For the container's view of the bean. */
  public PoolLifecycle() {
    this(null, null, null, null, null, null, null);
  }

  @Inject
  PoolLifecycle(
      PoolConfig config,
      PoolPreparation preparation,
      PoolMetrics metrics,
      TemplateFeed feed,
      TemplatePolling polling,
      JobBroadcast listener,
      FoundBlocks blocks) {
    this.config = config;
    this.metrics = metrics;
    this.feed = feed;
    this.polling = polling;
    this.listener = listener;
    this.blocks = blocks;
    this.attempts =
        new StartAttempts(
            () -> preparation.prepareDatabase(), () -> preparation.prepareRest(), this::open);
  }

  @PostConstruct
  void start() {
    metrics.register();
    if (!attempts.tryStart()) {
      timers.createIntervalTimer(
          AGAIN_MILLIS, AGAIN_MILLIS, new TimerConfig("start of the pool", false));
    }
  }

  @Timeout
  void startLater(Timer timer) {
    starting.run(
        () -> {
          if (attempts.tryStart()) {
            timer.cancel();
          }
        });
  }

  private void open() {
    feed.look();
    listener.open();
    polling.start();
    LOG.log(
        Level.INFO,
        "POOL-1010 started network={0} stratum={1} nodes={2}",
        config.chain().network().chainName(),
        config.stratum().hostAndPorts(),
        config.node().nodes().size());
  }

  @PreDestroy
  void stop() {
    attempts.stop();
    polling.stop();
    listener.shut();
    if (!blocks.awaitDone(LAST_BLOCKS)) {
      LOG.log(Level.WARNING, "POOL-2007 stopped while a block was being submitted");
    }
    LOG.log(Level.INFO, "POOL-1011 stopped");
  }
}
