package org.opensy.mining.pool.web.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.opensy.mining.pool.protection.BanService;
import org.opensy.mining.stratum.api.Offence;

/**
 * Takes note of operators' tokens that are none: an offence of the client's, and a line in the log,
 * one a second at most. Thread-safe.
 */
@ApplicationScoped
public class WrongTokens {
  private static final Logger LOG = System.getLogger(WrongTokens.class.getName());
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(1);

  private final AtomicLong unsaid = new AtomicLong();
  private final AtomicReference<Instant> lastLine = new AtomicReference<>(Instant.MIN);
  private final Consumer<InetAddress> offence;
  private final InstantSource clock;

  /** For the container's proxy. */
  protected WrongTokens() {
    this((Consumer<InetAddress>) null, null);
  }

  @Inject
  WrongTokens(BanService bans, InstantSource clock) {
    this(client -> bans.offence(client, Offence.WRONG_TOKEN), clock);
  }

  WrongTokens(Consumer<InetAddress> offence, InstantSource clock) {
    this.offence = offence;
    this.clock = clock;
  }

  /** A client has shown one. */
  public void shownBy(InetAddress client) {
    offence.accept(client);
    unsaid.incrementAndGet();
    Instant now = clock.instant();
    Instant last = lastLine.get();
    boolean due = last.equals(Instant.MIN) || !now.isBefore(last.plus(BETWEEN_LINES));
    if (due && lastLine.compareAndSet(last, now)) {
      LOG.log(
          Level.WARNING,
          "POOL-7002 wrong operator''s token, {0} since the last such line, the latest from {1}",
          unsaid.getAndSet(0),
          client.getHostAddress());
    }
  }
}
