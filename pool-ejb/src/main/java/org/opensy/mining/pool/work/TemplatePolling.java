package org.opensy.mining.pool.work;

import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.util.concurrent.Future;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.timer.TimerStep;

/** The timer and the long poll that keep the work fresh. Thread-safe. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class TemplatePolling {
  @Resource private TimerService timers;
  @Resource private ManagedExecutorService executor;
  private final TimerStep looking = new TimerStep("the template feed");
  private final TimerStep waiting = new TimerStep("the long poll");
  private final PoolConfig config;
  private final TemplateFeed feed;
  private volatile boolean stopping;
  private Future<?> longPoll;

  /** For the container's view of the bean. */
  public TemplatePolling() {
    this(null, null);
  }

  @Inject
  TemplatePolling(PoolConfig config, TemplateFeed feed) {
    this.config = config;
    this.feed = feed;
  }

  /** Polls from now on. */
  public void start() {
    long interval = config.node().times().poll().toMillis();
    timers.createIntervalTimer(0, interval, new TimerConfig("template feed", false));
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

  /** Waits for no template any more. */
  public void stop() {
    stopping = true;
    endLongPoll();
  }

  private synchronized void endLongPoll() {
    if (longPoll != null) {
      longPoll.cancel(true);
    }
  }
}
