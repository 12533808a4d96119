package org.opensy.mining.pool.treasury;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.opensy.mining.metrics.Label;
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
  private static final int MOST_WRITERS = 20;

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
          Label.of("account", kind));
    }
    gauge("payouts_halted", "Reasons why nothing is paid", TreasuryState::halts);
    gauge("payouts_needing_review", "Payouts that wait for a person", TreasuryState::needingReview);
    gauge("payouts_failed", "Payouts that were not sent, or are void", TreasuryState::failed);
    gauge(
        "payouts_last_good_timestamp_seconds",
        "When the wallet last made a payout, in Unix seconds, 0 if it never did",
        TreasuryState::lastGoodSecond);
    gauge("payees_set_aside", "Miners whose payment the node refuses", TreasuryState::setAside);
    metrics.gauge(
        "wallet_trouble",
        "1 while the wallet cannot pay, on every instance",
        () -> treasury.walletTrouble().isPresent() ? 1 : 0);
    gauge(
        "share_writers_silent",
        "Instances whose shares may not all be stored: blocks wait for them",
        state -> state.silentWriters().size());
    metrics.poolGauges(
        "share_writer_silent",
        "1 for each of them, " + MOST_WRITERS + " at most",
        () -> silent(treasury.state()));
  }

  private static Map<List<Label>, Integer> silent(TreasuryState state) {
    return state.silentWriters().stream()
        .limit(MOST_WRITERS)
        .collect(Collectors.toMap(writer -> List.of(new Label("writer", writer)), writer -> 1));
  }

  private void gauge(
      String name, String description, Function<TreasuryState, Number> value, Label... tags) {
    metrics.poolGauge(
        name,
        description + "; 0 on instances that do not hold the lease",
        () -> value.apply(treasury.state()),
        tags);
  }
}
