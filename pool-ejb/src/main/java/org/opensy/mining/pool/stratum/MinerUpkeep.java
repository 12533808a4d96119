package org.opensy.mining.pool.stratum;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.InstantSource;
import org.opensy.mining.pool.cluster.OnlineWorkers;
import org.opensy.mining.pool.cluster.ShareCounts;
import org.opensy.mining.pool.timer.TimerStep;

/** The timers of miners that are logged in. Thread-safe. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class MinerUpkeep {
  private final TimerStep easing = new TimerStep("the easing of miners");
  private final TimerStep noting = new TimerStep("the noting of minimum payouts");
  private final TimerStep reporting = new TimerStep("the report of workers");
  private final TimerStep counting = new TimerStep("the report of shares");
  private final ActiveMiners miners;
  private final JobBroadcast listener;
  private final MinimumPayoutRequests minimums;
  private final OnlineWorkers online;
  private final ShareCounters counters;
  private final ShareCounts counts;
  private final InstantSource clock;

  /** For the container's view of the bean. */
  public MinerUpkeep() {
    this(null, null, null, null, null, null, null);
  }

  @Inject
  MinerUpkeep(
      ActiveMiners miners,
      JobBroadcast listener,
      MinimumPayoutRequests minimums,
      OnlineWorkers online,
      ShareCounters counters,
      ShareCounts counts,
      InstantSource clock) {
    this.miners = miners;
    this.listener = listener;
    this.minimums = minimums;
    this.online = online;
    this.counters = counters;
    this.counts = counts;
    this.clock = clock;
  }

  /** Eases miners that find nothing. */
  @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
  public void easeMiners() {
    easing.run(() -> listener.renew(miners.passed(clock.instant())));
  }

  /** Notes the minimum payouts that miners ask for. */
  @Schedule(hour = "*", minute = "*", second = "*/15", persistent = false)
  public void storeMinimums() {
    noting.run(minimums::store);
  }

  /** Tells the other instances who is connected here. */
  @Schedule(hour = "*", minute = "*", second = "*/20", persistent = false)
  public void reportWorkers() {
    reporting.run(() -> online.seen(miners.workers()));
  }

  /** Adds what was counted here to what all instances count. */
  @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
  public void reportShares() {
    counting.run(() -> counts.report(counters.accepted(), counters.rejected()));
  }
}
