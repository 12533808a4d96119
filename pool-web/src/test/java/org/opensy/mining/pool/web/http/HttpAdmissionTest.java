package org.opensy.mining.pool.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.ban.Ban;
import org.opensy.mining.pool.ban.Bans;
import org.opensy.mining.pool.config.HttpSettings;
import org.opensy.mining.pool.metrics.RegisteredMetrics;
import org.opensy.mining.pool.web.http.HttpAdmission.Verdict;
import org.opensy.mining.pool.web.http.Refusal.Reason;
import org.opensy.mining.stratum.api.Offence;
import org.opensy.mining.stratum.api.Subnet;

class HttpAdmissionTest {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:20Z");
  private static final String STATS = "/api/v1/pool/stats";
  private static final String CLIENT = "203.0.113.7";
  private static final String BANNED = "203.0.113.66";
  private static final int QUOTA = 10;
  private static final String REFUSED = "opensy_pool_http_refused_total";

  private final List<Offence> offences = new ArrayList<>();
  private final RegisteredMetrics metrics = new RegisteredMetrics();
  private final HttpAdmission admission =
      new HttpAdmission(
          new HttpSettings(
              QUOTA,
              Set.of(Subnet.parse("10.0.0.1")),
              HttpSettings.ProxyHeader.X_FORWARDED_FOR,
              Set.of()),
          Set.of(Subnet.parse("127.0.0.0/8")),
          new OneBan(),
          metrics,
          InstantSource.fixed(NOW));

  /** Keeps one address out, and notes offences. */
  private final class OneBan implements Bans {
    @Override
    public Optional<Ban> banOf(InetAddress address) {
      return address.equals(address(BANNED))
          ? Optional.of(
              new Ban(Subnet.of(address), "a test", Ban.AUTOMATIC, NOW, NOW.plusSeconds(90)))
          : Optional.empty();
    }

    @Override
    public void offence(InetAddress address, Offence offence) {
      offences.add(offence);
    }

    @Override
    public void credit(InetAddress address, double points) {}
  }

  /** The reasons that were counted, with their numbers. */
  private List<String> counted() {
    return metrics
        .scrape()
        .lines()
        .filter(line -> line.startsWith(REFUSED) && !line.endsWith(" 0"))
        .map(line -> line.substring(REFUSED.length()))
        .toList();
  }

  private Verdict ask(Listener listener, String path, String peer, long body, String... proxied) {
    return admission.judge(
        new HttpAdmission.Arrival(
            listener, path, address(peer), List.of(proxied), new HttpAdmission.Body(body, false)));
  }

  private Verdict ask(String peer, String... proxied) {
    return ask(Listener.PUBLIC, STATS, peer, -1, proxied);
  }

  private static Reason reason(Verdict verdict) {
    return verdict.refusal().orElseThrow().reason();
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException impossible) {
      throw new AssertionError(impossible);
    }
  }

  @Test
  void whoIsWithinTheQuotaGoesOnAndHearsWhatIsLeft() {
    Verdict verdict = ask(CLIENT);

    assertThat(verdict.refusal()).isEmpty();
    assertThat(verdict.client()).isEqualTo(address(CLIENT));
    assertThat(verdict.use()).contains(new RequestLimit.Use(1, QUOTA, 40));
    assertThat(counted()).isEmpty();
  }

  @Test
  void whoIsBeyondTheQuotaWaitsForTheNextMinute() {
    for (int i = 0; i < QUOTA; i++) {
      assertThat(ask(CLIENT).refusal()).isEmpty();
    }
    Verdict verdict = ask(CLIENT);

    assertThat(reason(verdict)).isEqualTo(Reason.LIMITED);
    assertThat(verdict.refusal().orElseThrow().retryAfter()).isEqualTo(40);
    assertThat(offences).isEmpty();
    assertThat(counted()).containsExactly("{reason=\"limited\"} 1");
  }

  @Test
  void whoGoesOnAtTwiceTheQuotaOffends() {
    for (int i = 0; i <= 2 * QUOTA; i++) {
      ask(CLIENT);
    }
    assertThat(offences).containsExactly(Offence.FLOOD);
  }

  @Test
  void aBannedClientWaitsForTheEndOfTheBanBehindAProxyToo() {
    for (Verdict verdict : List.of(ask(BANNED), ask("10.0.0.1", BANNED))) {
      assertThat(reason(verdict)).isEqualTo(Reason.BANNED);
      assertThat(verdict.refusal().orElseThrow().retryAfter()).isEqualTo(91);
    }
  }

  @Test
  void clientsBehindAProxyHaveAQuotaEach() {
    ask("10.0.0.1", CLIENT);

    assertThat(ask("10.0.0.1", "203.0.113.8").use().orElseThrow().used()).isEqualTo(1);
    assertThat(ask("10.0.0.1", CLIENT).use().orElseThrow().used()).isEqualTo(2);
  }

  @Test
  void whoIsNeverBannedHasNoLimit() {
    for (int i = 0; i <= 2 * QUOTA; i++) {
      Verdict verdict = ask("127.0.0.1");
      assertThat(verdict.refusal()).isEmpty();
      assertThat(verdict.use()).isEmpty();
    }
  }

  @Test
  void aProxyHasToNameAnAddress() {
    assertThat(reason(ask("10.0.0.1", "unknown"))).isEqualTo(Reason.UNKNOWN_CLIENT);
  }

  @Test
  void aBodyOfTwoLengthsIsRefused() {
    HttpAdmission.Arrival arrival =
        new HttpAdmission.Arrival(
            Listener.PUBLIC, STATS, address(CLIENT), List.of(), new HttpAdmission.Body(5, true));

    assertThat(reason(admission.judge(arrival))).isEqualTo(Reason.TWO_LENGTHS);
  }

  @Test
  void whatIsRefusedIsCountedByItsReason() {
    assertThat(reason(ask(Listener.PUBLIC, "//x", CLIENT, -1))).isEqualTo(Reason.PATH_SPELLING);
    assertThat(reason(ask(Listener.PUBLIC, "/api/v1/admin/bans", CLIENT, -1)))
        .isEqualTo(Reason.NOT_HERE);
    assertThat(reason(ask(Listener.OPERATIONS, STATS, CLIENT, -1))).isEqualTo(Reason.NOT_HERE);
    assertThat(reason(ask(Listener.PUBLIC, STATS, CLIENT, 16_385))).isEqualTo(Reason.BODY_TOO_LONG);
    assertThat(ask(Listener.PUBLIC, STATS, CLIENT, 16_384).refusal()).isEmpty();
    assertThat(counted())
        .containsExactlyInAnyOrder(
            "{reason=\"path_spelling\"} 1",
            "{reason=\"not_here\"} 2",
            "{reason=\"body_too_long\"} 1");
  }
}
