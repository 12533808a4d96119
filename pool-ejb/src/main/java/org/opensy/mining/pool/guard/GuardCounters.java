package org.opensy.mining.pool.guard;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.opensy.mining.pool.ban.Ban;
import org.opensy.mining.stratum.api.Offence;

/** Offences and bans of this instance since its start, as metrics. Thread-safe. */
@ApplicationScoped
public class GuardCounters {
  private static final String PREFIX = "opensy_pool_";

  private final Map<Offence, Counter> offences = new EnumMap<>(Offence.class);
  private MetricRegistry registry;
  private Counter automatic;
  private Counter operator;

  /** For the container's proxy. */
  protected GuardCounters() {}

  @Inject
  GuardCounters(MetricRegistry registry) {
    this.registry = registry;
    for (Offence offence : Offence.values()) {
      String kind = offence.name().toLowerCase(Locale.ROOT);
      offences.put(
          offence, counter("offences", "What honest miners do not do", new Tag("kind", kind)));
    }
    automatic = bans("automatic");
    operator = bans("operator");
  }

  private Counter bans(String by) {
    return counter("bans_placed", "Bans that were placed here", new Tag("by", by));
  }

  private Counter counter(String name, String description, Tag tag) {
    return registry.counter(metadata(name, description), tag);
  }

  private static Metadata metadata(String name, String description) {
    return Metadata.builder().withName(PREFIX + name).withDescription(description).build();
  }

  /** Announces how many bans are in force; called once, at start. */
  void announce(Supplier<Number> inForce) {
    registry.gauge(metadata("bans", "Bans in force"), inForce);
  }

  void offence(Offence offence) {
    offences.get(offence).inc();
  }

  void placed(Ban ban) {
    (ban.isAutomatic() ? automatic : operator).inc();
  }
}
