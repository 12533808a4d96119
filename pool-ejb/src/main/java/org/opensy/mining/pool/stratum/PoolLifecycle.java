package org.opensy.mining.pool.stratum;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
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
import java.time.InstantSource;
import java.util.concurrent.Future;
import org.opensy.mining.pool.config.PoolConfig;

/**
 * Starts and stops the pool: the schema first, then work, then the door for miners. A timer and a
 * long poll keep the work fresh. Thread-safe.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class PoolLifecycle {
  private static final Logger LOG = System.getLogger(PoolLifecycle.class.getName());

  @Resource private TimerService timers;
  @Resource private ManagedExecutorService executor;
  @Inject private PoolConfig config;
  @Inject private TemplateFeed feed;
  @Inject private PoolUpkeep upkeep;
  @Inject private JobBroadcast listener;
  @Inject private InstantSource clock;

  private volatile boolean stopping;
  private Future<?> longPoll;

  @PostConstruct
  void start() {
    upkeep.prepare();
    feed.look(clock.instant().getEpochSecond());
    listener.open();
    long interval = config.node().times().poll().toMillis();
    timers.createIntervalTimer(0, interval, new TimerConfig("template feed", false));
    LOG.log(
        Level.INFO,
        "POOL-1010 started network={0} stratum={1} nodes={2}",
        config.chain().network().chainName(),
        config.stratum().listen(),
        config.node().nodes().size());
  }

  @Timeout
  void tick() {
    feed.look(clock.instant().getEpochSecond());
    keepLongPolling();
  }

  private synchronized void keepLongPolling() {
    if (!stopping && (longPoll == null || longPoll.isDone())) {
      longPoll = executor.submit(this::longPoll);
    }
  }

  private void longPoll() {
    boolean again = true;
    while (again && !stopping) {
      again = feed.await();
    }
  }

  @PreDestroy
  synchronized void stop() {
    stopping = true;
    if (longPoll != null) {
      longPoll.cancel(true);
    }
    LOG.log(Level.INFO, "POOL-1011 stopped");
  }
}
