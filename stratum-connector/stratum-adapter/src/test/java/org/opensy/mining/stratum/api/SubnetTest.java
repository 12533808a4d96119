package org.opensy.mining.stratum.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Subnet}: CIDR. */
class SubnetTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24, 192.0.2.255, true",
    "192.0.2.0/24, 192.0.3.0, false",
    "192.0.2.77/24, 192.0.2.1, true",
    "10.128.0.0/9, 10.255.1.1, true",
    "10.128.0.0/9, 10.127.255.255, false",
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/32, 2001:db9::1, false",
    "::1, ::1, true",
    "::ffff:192.0.2.1, 192.0.2.1, true",
    "0.0.0.0/0, 10.0.0.1, true",
    "2001:db8::0a, 2001:db8::a, true"
  })
  void containsTheAddressesThatBeginWithItsBits(String subnet, String address, boolean contained)
      throws UnknownHostException {
    assertThat(Subnet.parse(subnet).contains(InetAddress.getByName(address))).isEqualTo(contained);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24, 192.0.2.0/24, true",
    "192.0.2.0/24, 192.0.2.128/25, true",
    "192.0.2.0/24, 192.0.2.7, true",
    "192.0.2.128/25, 192.0.2.0/24, false",
    "192.0.2.0/24, 192.0.3.0/25, false",
    "0.0.0.0/0, 203.0.113.0/24, true",
    "0.0.0.0/0, ::/0, false",
    "2001:db8::/32, 2001:db8:1::/48, true"
  })
  void containsASubnetWhoseAddressesAreAllItsOwn(String outer, String inner, boolean contained) {
    assertThat(Subnet.parse(outer).contains(Subnet.parse(inner))).isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "192.0.2",
        "192.0.2.0/33",
        "192.0.2.0/",
        "192.0.2.256",
        "::/129",
        "1/8",
        "010.0.0.1",
        "10.0.0.01",
        "10.00.0.1",
        "10.0.0.0/08",
        "::ffff:010.0.0.1",
        "١٠.0.0.1",
        "192.0.2.0/-1",
        "192.0.2.0/24/1",
        "a.b.c.d",
        "3232235777",
        "....",
        "::g",
        "1.2.3.4.5"
      })
  void refusesWhatIsNeither(String text) {
    assertThatThrownBy(() -> Subnet.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not an address or subnet");
  }

  @Test
  void theSameSubnetIsTheSameText() throws UnknownHostException {
    Subnet one = Subnet.parse("192.0.2.77/24");
    assertThat(one).isEqualTo(Subnet.of(InetAddress.getByName("192.0.2.3"), 24));
    assertThat(one).hasToString("192.0.2.0/24").hasSameHashCodeAs(Subnet.parse("192.0.2.0/24"));
    assertThat(Subnet.parse("::1")).hasToString("0:0:0:0:0:0:0:1/128");
    assertThat(Subnet.parse(Subnet.parse("2001:db8::/48").toString()))
        .isEqualTo(Subnet.parse("2001:db8::/48"));
  }
}
