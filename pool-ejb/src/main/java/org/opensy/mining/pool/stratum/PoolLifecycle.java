package org.opensy.mining.pool.stratum;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Future;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.timer.TimerStep;

/**
 * Starts and stops the pool: the schema first, then work, then the door for miners. A timer and a
 * long poll keep the work fresh. At the stop the door closes first, then found blocks are seen
 * through; the writer of shares, on which this bean depends, ends after that. Thread-safe.
 */
@Singleton
@Startup
@DependsOn({"LedgerLifecycle", "ClusterUpkeep", "GuardUpkeep"})
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class PoolLifecycle {
  private static final Logger LOG = System.getLogger(PoolLifecycle.class.getName());
  private static final Duration LAST_BLOCKS = Duration.ofSeconds(15);

  @Resource private TimerService timers;
  @Resource private ManagedExecutorService executor;
  @Inject private PoolConfig config;
  @Inject private TemplateFeed feed;
  @Inject private PoolUpkeep upkeep;
  @Inject private JobBroadcast listener;
  @Inject private FoundBlocks blocks;
  private final TimerStep looking = new TimerStep("the template feed");
  private final TimerStep waiting = new TimerStep("the long poll");
  private volatile boolean stopping;
  private Future<?> longPoll;

  @PostConstruct
  void start() {
    upkeep.prepare();
    feed.look();
    listener.open();
    long interval = config.node().times().poll().toMillis();
    timers.createIntervalTimer(0, interval, new TimerConfig("template feed", false));
    LOG.log(
        Level.INFO,
        "POOL-1010 started network={0} stratum={1} nodes={2}",
        config.chain().network().chainName(),
        config.stratum().hostAndPorts(),
        config.node().nodes().size());
  }

  @Timeout
  void tick() {
    looking.run(feed::look);
    keepLongPolling();
  }

  private synchronized void keepLongPolling() {
    if (!stopping && (longPoll == null || longPoll.isDone())) {
      longPoll = executor.submit(() -> waiting.run(this::longPoll));
    }
  }

  private void longPoll() {
    boolean again = true;
    while (again && !stopping) {
      again = feed.await();
    }
  }

  @PreDestroy
  void stop() {
    stopping = true;
    endLongPoll();
    listener.shut();
    if (!blocks.awaitDone(LAST_BLOCKS)) {
      LOG.log(Level.WARNING, "POOL-2007 stopped while a block was being submitted");
    }
    LOG.log(Level.INFO, "POOL-1011 stopped");
  }

  private synchronized void endLongPoll() {
    if (longPoll != null) {
      longPoll.cancel(true);
    }
  }
}
