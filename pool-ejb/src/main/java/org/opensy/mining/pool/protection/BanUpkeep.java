package org.opensy.mining.pool.protection;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.concurrent.locks.ReentrantLock;
import org.opensy.mining.pool.timer.TimerStep;

/** Keeps the bans of all instances the same. Thread-safe. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class BanUpkeep {
  /** Twice in the second within which a ban is in force everywhere. */
  private static final long INTERVAL_MILLIS = 500;

  @Resource private TimerService timers;

  private final ReentrantLock turn = new ReentrantLock();
  private final TimerStep exchanging = new TimerStep("the exchange of bans");
  private final TimerStep forgetting = new TimerStep("the forgetting of bans");
  private final BanService bans;
  private final BanCounters counters;

  /** For the container's view of the bean. */
  public BanUpkeep() {
    this(null, null);
  }

  @Inject
  BanUpkeep(BanService bans, BanCounters counters) {
    this.bans = bans;
    this.counters = counters;
  }

  /** Learns of bans, if Redis is there; called once, before the first miner. */
  public void prepare() {
    counters.announce(() -> bans.list().size());
    exchange();
    timers.createIntervalTimer(
        INTERVAL_MILLIS, INTERVAL_MILLIS, new TimerConfig("exchange of bans", false));
  }

  /** One at a time: whoever comes while Redis is waited for leaves it to the next time. */
  @Timeout
  void exchange() {
    if (turn.tryLock()) {
      try {
        exchanging.run(bans::exchange);
      } finally {
        turn.unlock();
      }
    }
  }

  /** Keeps the memory of offences and bans small. */
  @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
  public void forget() {
    forgetting.run(bans::forget);
  }

  @PreDestroy
  void stop() {
    exchange();
  }
}
