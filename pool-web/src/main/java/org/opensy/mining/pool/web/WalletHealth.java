package org.opensy.mining.pool.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.treasury.Treasury;

/**
 * Whether the wallet can pay. Mining does not need it, so its trouble is data and does not make the
 * instance unready. Thread-safe.
 */
@ApplicationScoped
public class WalletHealth {
  private final Supplier<Optional<String>> trouble;
  private final boolean payouts;

  /** For the container's proxy. */
  protected WalletHealth() {
    this(null, false);
  }

  @Inject
  WalletHealth(Treasury treasury, PoolConfig config) {
    this(treasury::walletTrouble, config.payout().enabled());
  }

  WalletHealth(Supplier<Optional<String>> trouble, boolean payouts) {
    this.trouble = trouble;
    this.payouts = payouts;
  }

  @Produces
  @Readiness
  HealthCheck wallet() {
    return () -> {
      Optional<String> words = trouble.get();
      HealthCheckResponseBuilder answer =
          HealthCheckResponse.named("wallet")
              .up()
              .withData("payouts", payouts)
              .withData("degraded", words.isPresent());
      words.ifPresent(text -> answer.withData("trouble", text));
      return answer.build();
    };
  }
}
