package org.opensy.mining.pool.treasury;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.time.InstantSource;
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
  private final InstantSource clock;

  /** For the container's view of the bean. */
  public MoneyMetrics() {
    this(null, null, null);
  }

  /** A bean that is still to announce its gauges. */
  @Inject
  public MoneyMetrics(Metrics metrics, Treasury treasury, InstantSource clock) {
    this.metrics = metrics;
    this.treasury = treasury;
    this.clock = clock;
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
    gauge("payouts_failed", "Payouts that were not sent, or are void", TreasuryState::failed);
    gauge(
        "payout_age",
        "Seconds since the wallet last made a payout, -1 if it never did",
        state -> state.secondsSinceLastGood(clock.instant()));
    gauge("payees_set_aside", "Miners whose payment the node refuses", TreasuryState::setAside);
    metrics.gauge(
        "wallet_trouble",
        "1 while the wallet cannot pay, on every instance",
        () -> treasury.walletTrouble().isPresent() ? 1 : 0);
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
