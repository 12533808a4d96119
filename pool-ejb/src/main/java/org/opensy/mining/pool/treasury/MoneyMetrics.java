package org.opensy.mining.pool.treasury;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.util.function.Function;
import org.eclipse.microprofile.metrics.Tag;
import org.opensy.mining.pool.metrics.Metrics;
import org.opensy.mining.pool.money.AccountKind;

/**
 * Balances, halts and payouts under review as gauges of the whole pool: what the books said after
 * the last turn of the treasury here; zero on an instance that is not elected. Thread-safe.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class MoneyMetrics {
  private final Metrics metrics;
  private final Treasury treasury;

  /** For the container's view of the bean. */
  public MoneyMetrics() {
    this(null, null);
  }

  /** A bean that is still to announce its gauges. */
  @Inject
  public MoneyMetrics(Metrics metrics, Treasury treasury) {
    this.metrics = metrics;
    this.treasury = treasury;
  }

  /** Announces the gauges; the container does it at the start. */
  @PostConstruct
  public void register() {
    for (AccountKind kind : AccountKind.values()) {
      gauge(
          "balance",
          "Sum of the balances of a kind of account, in base units",
          state -> state.balance(kind),
          Metrics.tag("account", kind));
    }
    gauge("payouts_halted", "Reasons why nothing is paid", TreasuryState::halts);
    gauge("payouts_needing_review", "Payouts that wait for a person", TreasuryState::needingReview);
    gauge(
        "share_writers_silent",
        "Instances whose shares may not all be stored: blocks wait for them",
        TreasuryState::silentWriters);
  }

  private void gauge(
      String name, String description, Function<TreasuryState, Number> value, Tag... tags) {
    metrics.poolGauge(
        name,
        description + "; 0 on instances that do not hold the lease",
        () -> value.apply(treasury.state()),
        tags);
  }
}
