package org.opensy.mining.pool.stratum;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LastHashesTest {
  private static final InetAddress SOURCE = address(1);

  private final LastHashes hashes = new LastHashes();
  private Instant now = Instant.EPOCH;

  @Test
  void eachSourceHasAFewAndAllOfThemAgainAfterAnHour() {
    assertThat(takeAll(SOURCE)).isEqualTo(LastHashes.EACH);
    assertThat(takeAll(address(2))).isEqualTo(LastHashes.EACH);
    now = now.plus(Duration.ofMinutes(59));
    assertThat(takeAll(SOURCE)).isZero();
    now = now.plus(Duration.ofMinutes(1));
    assertThat(takeAll(SOURCE)).isEqualTo(LastHashes.EACH);
  }

  @Test
  void ofAnIpv6SubnetAllHaveThemTogether() throws UnknownHostException {
    assertThat(takeAll(InetAddress.getByName("2001:db8::1"))).isEqualTo(LastHashes.EACH);
    assertThat(takeAll(InetAddress.getByName("2001:db8::2"))).isZero();
  }

  @Test
  void whatWasABlockCostsNothing() {
    for (int i = 0; i < 100; i++) {
      assertThat(hashes.take(SOURCE, now)).isTrue();
      hashes.giveBack(SOURCE);
    }
    assertThat(takeAll(SOURCE)).isEqualTo(LastHashes.EACH);
  }

  @Test
  void manySourcesTakeBoundedMemoryAndTheOldestIsForgotten() {
    takeAll(SOURCE);
    for (int i = 2; i < 4096; i++) {
      hashes.take(address(i), now);
    }
    assertThat(hashes.take(SOURCE, now)).isFalse();
    for (int i = 4096; i < 8200; i++) {
      hashes.take(address(i), now);
    }
    assertThat(hashes.take(SOURCE, now)).isTrue();
  }

  private int takeAll(InetAddress source) {
    int taken = 0;
    while (hashes.take(source, now)) {
      taken++;
    }
    return taken;
  }

  private static InetAddress address(int number) {
    try {
      return InetAddress.getByAddress(new byte[] {10, 0, (byte) (number >> 8), (byte) number});
    } catch (UnknownHostException never) {
      throw new AssertionError(never);
    }
  }
}
