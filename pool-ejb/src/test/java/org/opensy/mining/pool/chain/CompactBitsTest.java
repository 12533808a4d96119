package org.opensy.mining.pool.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.stratum.protocol.Target;

class CompactBitsTest {
  private static final long SEED = 0x5eed_0003L;

  // The first two are the node's words (accepted_blocks.json, addresses.json), the others follow
  // from the definition.
  @ParameterizedTest
  @CsvSource({
    "207fffff, 7fffff0000000000000000000000000000000000000000000000000000000000",
    "1e00ffff, 000000ffff000000000000000000000000000000000000000000000000000000",
    "01120000, 0000000000000000000000000000000000000000000000000000000000000012",
    "02123400, 0000000000000000000000000000000000000000000000000000000000001234",
    "03123456, 0000000000000000000000000000000000000000000000000000000000123456",
    "02008000, 0000000000000000000000000000000000000000000000000000000000000080",
    "2100ff00, ff00000000000000000000000000000000000000000000000000000000000000"
  })
  void theTargetOfTheBitsIsTheNodes(String bits, String target) {
    assertThat(CompactBits.parse(bits).toTarget()).hasToString(target);
    assertThat(CompactBits.of(Target.of(new BigInteger(target, 16)))).hasToString(bits);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000",
        "01003456",
        "02000056",
        "20000000", // zero
        "01fedcba",
        "04923456",
        "20800001", // negative
        "21010000",
        "22000100",
        "23000001",
        "ff123456" // above 256 bits
      })
  void bitsThatEncodeNoTargetAreRefused(String bits) {
    assertThatThrownBy(() -> CompactBits.parse(bits).toTarget())
        .isInstanceOf(ChainFormatException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "207ffff", "207fffff0", "207ffffg"})
  void anythingButEightHexDigitsIsRefused(String text) {
    assertThatThrownBy(() -> CompactBits.parse(text)).isInstanceOf(ChainFormatException.class);
  }

  @Test
  void everyTargetLosesOnlyItsLowDigitsAndEveryShortestEncodingNothing() {
    Random random = new Random(SEED);
    for (int i = 0; i < 2000; i++) {
      BigInteger number = new BigInteger(1 + random.nextInt(256), random).add(BigInteger.ONE);
      Target target = Target.of(number.min(Target.EASIEST.toBigInteger()));
      CompactBits bits = CompactBits.of(target);
      BigInteger lost = target.toBigInteger().subtract(bits.toTarget().toBigInteger());

      assertThat(lost.signum()).as("seed %x", SEED).isGreaterThanOrEqualTo(0);
      assertThat(lost.shiftLeft(15)).isLessThanOrEqualTo(target.toBigInteger());
      assertThat(CompactBits.of(bits.toTarget())).isEqualTo(bits);
    }
  }
}
