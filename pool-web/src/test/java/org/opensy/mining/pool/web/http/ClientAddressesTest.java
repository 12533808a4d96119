package org.opensy.mining.pool.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.pool.config.HttpSettings;
import org.opensy.mining.pool.config.HttpSettings.ProxyHeader;
import org.opensy.mining.stratum.api.Subnet;

class ClientAddressesTest {
  private static final Set<Subnet> PROXIES =
      Set.of(Subnet.parse("10.0.0.0/8"), Subnet.parse("2001:db8:ff::/48"));
  private static final String PROXY = "10.0.0.1";

  private final ClientAddresses xForwardedFor = of(ProxyHeader.X_FORWARDED_FOR);
  private final ClientAddresses forwarded = of(ProxyHeader.FORWARDED);

  private static ClientAddresses of(ProxyHeader header) {
    return new ClientAddresses(new HttpSettings(10, PROXIES, header, Set.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.7 | 203.0.113.7",
        "198.51.100.1, 203.0.113.7 | 203.0.113.7",
        "198.51.100.1, 203.0.113.7, 10.0.0.2 | 203.0.113.7",
        "10.0.0.3, 10.0.0.2 | 10.0.0.3",
        "nonsense, 203.0.113.7 | 203.0.113.7",
        "203.0.113.7:4711 | 203.0.113.7",
        "2001:db8::7 | 2001:db8::7",
        "[2001:db8::7]:4711 | 2001:db8::7",
        "::ffff:203.0.113.7 | 203.0.113.7",
        "198.51.100.1, 2001:db8:ff::1 | 198.51.100.1",
      })
  void xForwardedForIsReadFromTheRightAsFarAsProxiesAreTrusted(String header, String client) {
    assertThat(xForwardedFor.find(address(PROXY), List.of(header))).contains(address(client));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "for=203.0.113.7 | 203.0.113.7",
        "For=203.0.113.7;proto=https;by=10.0.0.1 | 203.0.113.7",
        "proto=https; for=203.0.113.7 | 203.0.113.7",
        "for=198.51.100.1, for=203.0.113.7 | 203.0.113.7",
        "for=198.51.100.1, for=203.0.113.7, for=10.0.0.2 | 203.0.113.7",
        "for=\"[2001:db8::7]:4711\" | 2001:db8::7",
        "for=\"203.0.113.7:80\";host=\"a,b;for=1.1.1.1\" | 203.0.113.7",
        "for=\"a\\\",for=1.1.1.1\", for=203.0.113.7 | 203.0.113.7",
      })
  void forwardedIsReadFromTheRightAsFarAsProxiesAreTrusted(String header, String client) {
    assertThat(forwarded.find(address(PROXY), List.of(header))).contains(address(client));
  }

  @Test
  void whoIsNotTrustedIsTheClientWhateverItSays() {
    InetAddress stranger = address("203.0.113.7");

    assertThat(xForwardedFor.find(stranger, List.of("198.51.100.1"))).contains(stranger);
    assertThat(forwarded.find(stranger, List.of("for=198.51.100.1"))).contains(stranger);
  }

  @Test
  void aProxyThatNamesNobodyIsTheClient() {
    assertThat(xForwardedFor.find(address(PROXY), List.of())).contains(address(PROXY));
  }

  @Test
  void severalLinesAreOneList() {
    assertThat(xForwardedFor.find(address(PROXY), List.of("198.51.100.1", "203.0.113.7")))
        .contains(address("203.0.113.7"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "unknown", "203.0.113.7,", "256.1.1.1", "010.1.1.1", "localhost"})
  void whatIsNoAddressFromATrustedProxyIsNobody(String header) {
    assertThat(xForwardedFor.find(address(PROXY), List.of(header))).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"for=unknown", "for=_secret", "proto=https", "for=\"1.1.1.1, for=203.0.113.7"})
  void aForwardedWithoutAnAddressFromATrustedProxyIsNobody(String header) {
    assertThat(forwarded.find(address(PROXY), List.of(header))).isEqualTo(Optional.empty());
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
