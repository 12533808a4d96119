package org.opensy.mining.pool.protection;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.opensy.mining.metrics.Counter;
import org.opensy.mining.metrics.Label;
import org.opensy.mining.pool.ban.Ban;
import org.opensy.mining.pool.metrics.Metrics;
import org.opensy.mining.stratum.api.Offence;

/** Offences and bans of this instance since its start, as metrics. Thread-safe. */
@ApplicationScoped
public class BanCounters {
  private final Map<Offence, Counter> offences = new EnumMap<>(Offence.class);
  private final Metrics metrics;
  private final Counter automatic;
  private final Counter operator;

  /** For the container's proxy. */
  protected BanCounters() {
    metrics = null;
    automatic = null;
    operator = null;
  }

  /** Announces the counters. */
  @Inject
  public BanCounters(Metrics metrics) {
    this.metrics = metrics;
    for (Offence offence : Offence.values()) {
      Label kind = Label.of("kind", offence);
      offences.put(offence, metrics.counter("offences", "What honest miners do not do", kind));
    }
    automatic = bans("automatic");
    operator = bans("operator");
  }

  private Counter bans(String by) {
    return metrics.counter("bans_placed", "Bans that were placed here", new Label("by", by));
  }

  /** Announces how many bans are in force; called once, at start. */
  public void announce(Supplier<Number> inForce) {
    metrics.poolGauge("banned_ips", "Addresses and subnets that are banned", inForce);
  }

  void offence(Offence offence) {
    offences.get(offence).inc();
  }

  void placed(Ban ban) {
    (ban.isAutomatic() ? automatic : operator).inc();
  }
}
