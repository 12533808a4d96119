package org.opensy.mining.pool.web.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.opensy.mining.metrics.Counter;
import org.opensy.mining.metrics.Label;
import org.opensy.mining.pool.ban.Ban;
import org.opensy.mining.pool.ban.Bans;
import org.opensy.mining.pool.config.HttpSettings;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.metrics.Metrics;
import org.opensy.mining.pool.protection.BanService;
import org.opensy.mining.pool.web.http.Refusal.Reason;
import org.opensy.mining.stratum.api.Offence;
import org.opensy.mining.stratum.api.Subnet;

/**
 * Decides on a request by whom it comes from and what it asks for, before anything is done for it.
 * Bans are the ones of the miners' ports. Thread-safe, and never waits.
 */
@ApplicationScoped
public class HttpAdmission {
  /** Longest body that is read, in bytes. */
  static final int MOST_BODY_BYTES = 16 * 1024;

  private final Map<Reason, Counter> refused = new EnumMap<>(Reason.class);
  private final ClientAddresses clients;
  private final RequestLimit limit;
  private final Set<Subnet> unlimited;
  private final Bans bans;
  private final InstantSource clock;
  private final Counter tooMany;

  /** For the container's proxy. */
  protected HttpAdmission() {
    clients = null;
    limit = null;
    unlimited = null;
    bans = null;
    clock = null;
    tooMany = null;
  }

  @Inject
  HttpAdmission(PoolConfig config, BanService bans, Metrics metrics, InstantSource clock) {
    this(config.http(), config.bans().allowed(), bans, metrics, clock);
  }

  HttpAdmission(
      HttpSettings settings,
      Set<Subnet> unlimited,
      Bans bans,
      Metrics metrics,
      InstantSource clock) {
    this.clients = new ClientAddresses(settings);
    this.limit = new RequestLimit(settings.requestsPerMinute());
    this.unlimited = unlimited;
    this.bans = bans;
    this.clock = clock;
    this.tooMany =
        metrics.counter("rate_limited", Metrics.RATE_LIMITED, new Label("where", "http"));
    for (Reason reason : Reason.values()) {
      refused.put(
          reason,
          metrics.counter(
              "http_refused", "HTTP requests that got no further", Label.of("reason", reason)));
    }
  }

  /**
   * What is looked at.
   *
   * @param listener where it came in
   * @param path as it stands in the request
   * @param peer other end of the connection
   * @param proxyLines lines of the header {@link #proxyHeader}
   * @param body what is announced of it
   */
  record Arrival(
      Listener listener, String path, InetAddress peer, List<String> proxyLines, Body body) {}

  /**
   * What a request announces of its body.
   *
   * @param bytes -1 if that is not said
   * @param twoLengths whether it has a length and is chunked, too
   */
  record Body(long bytes, boolean twoLengths) {}

  /**
   * What was decided.
   *
   * @param client whom the request comes from, as far as that can be told
   * @param use of its quota; nothing for those who have no limit
   * @param refusal nothing if the request may go on
   */
  record Verdict(InetAddress client, Optional<RequestLimit.Use> use, Optional<Refusal> refusal) {}

  /** Name of the header that proxies write the client into. */
  String proxyHeader() {
    return clients.header();
  }

  /** Decides, and counts. */
  Verdict judge(Arrival arrival) {
    Verdict verdict = decide(arrival);
    verdict.refusal().ifPresent(this::count);
    return verdict;
  }

  private void count(Refusal refusal) {
    refused.get(refusal.reason()).inc();
    if (refusal.reason() == Reason.LIMITED) {
      tooMany.inc();
    }
  }

  private Verdict decide(Arrival arrival) {
    Optional<InetAddress> client = clients.find(arrival.peer(), arrival.proxyLines());
    if (client.isEmpty()) {
      String detail = "The proxy names no address in " + clients.header() + ".";
      Refusal refusal = Refusal.of(Reason.UNKNOWN_CLIENT, detail);
      return new Verdict(arrival.peer(), Optional.empty(), Optional.of(refusal));
    }
    Instant now = clock.instant();
    Optional<Ban> ban = bans.banOf(client.get());
    if (ban.isPresent()) {
      return new Verdict(client.get(), Optional.empty(), Optional.of(banned(ban.get(), now)));
    }
    Optional<RequestLimit.Use> use =
        isUnlimited(client.get()) ? Optional.empty() : Optional.of(limit.take(client.get(), now));
    use.filter(RequestLimit.Use::isFlood)
        .ifPresent(flood -> bans.offence(client.get(), Offence.FLOOD));
    Optional<Refusal> limited = use.filter(RequestLimit.Use::isTooMuch).map(HttpAdmission::limited);
    return new Verdict(client.get(), use, limited.or(() -> refusal(arrival)));
  }

  private boolean isUnlimited(InetAddress client) {
    return unlimited.stream().anyMatch(subnet -> subnet.contains(client));
  }

  private static Refusal banned(Ban ban, Instant now) {
    long seconds = 1 + Math.max(0, Duration.between(now, ban.until()).toSeconds());
    return new Refusal(Reason.BANNED, "This address is banned until " + ban.until(), seconds);
  }

  private static Refusal limited(RequestLimit.Use use) {
    String detail = "Only " + use.quota() + " requests a minute are answered.";
    return new Refusal(Reason.LIMITED, detail, use.secondsLeft());
  }

  private static Optional<Refusal> refusal(Arrival arrival) {
    if (!Listener.isPlain(arrival.path())) {
      return Optional.of(
          Refusal.of(Reason.PATH_SPELLING, "No path of the pool is written like this."));
    }
    if (!arrival.listener().serves(arrival.path())) {
      return Optional.of(Refusal.of(Reason.NOT_HERE, "There is nothing here."));
    }
    if (arrival.body().twoLengths()) {
      return Optional.of(
          Refusal.of(Reason.TWO_LENGTHS, "A body has a length or is chunked, not both."));
    }
    if (arrival.body().bytes() > MOST_BODY_BYTES) {
      return Optional.of(
          Refusal.of(
              Reason.BODY_TOO_LONG, "No body is longer than " + MOST_BODY_BYTES + " bytes."));
    }
    return Optional.empty();
  }
}
