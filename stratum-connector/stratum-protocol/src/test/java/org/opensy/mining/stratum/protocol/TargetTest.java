package org.opensy.mining.stratum.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
  private static final BigInteger RANGE = BigInteger.ONE.shiftLeft(256);
  private static final long SEED = 20_261_122;

  @ParameterizedTest
  @CsvSource({
    // XMRig 6.26 Job::setTarget and Job::toDiff: difficulty = 2^64 / target.
    "1, ffffffffffffffff",
    "2, 0000000000000080",
    "256, 0000000000000001",
    "1000, efa7c64b37894100",
    "4294967296, 0000000001000000",
    "18446744073709551615, 0100000000000000",
  })
  void aJobCarriesSixteenLittleEndianDigits(String difficulty, String hex) {
    Target target = Target.ofDifficulty(new Difficulty(new BigInteger(difficulty)));
    assertThat(target.toStratumHex()).isEqualTo(hex);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "5"})
  void theDigitsAreNeverZeroBecauseXmrigDividesByThem(String value) {
    assertThat(Target.of(new BigInteger(value)).toStratumHex()).isEqualTo("0100000000000000");
  }

  @Test
  void sixteenDigitsSurviveReadingAndWriting() {
    Random random = new Random(SEED);
    for (int i = 0; i < 1000; i++) {
      long top = random.nextLong() >>> random.nextInt(63) | 1;
      String hex = littleEndian(new BigInteger(Long.toUnsignedString(top)));
      assertThat(Target.fromStratumHex(hex).toStratumHex()).isEqualTo(hex);
    }
  }

  @Test
  void eightDigitsAreScaledAsXmrigDoes() {
    // b88d0600 = 0x00068db8: 0xFFFFFFFF / 0x68db8 = 10000.
    Target target = Target.fromStratumHex("b88d0600");
    assertThat(Difficulty.ofTarget(target)).isEqualTo(Difficulty.of(10_000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "00000000", "0000000000000000", "ffffff", "zzzzzzzz", "fffffffff", "-1ffffff"})
  void otherDigitsAreRefused(String hex) {
    assertThatThrownBy(() -> Target.fromStratumHex(hex))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aHashMeetsTheTargetUpToAndIncludingItself() {
    Random random = new Random(SEED);
    for (int i = 0; i < 1000; i++) {
      BigInteger value = new BigInteger(random.nextInt(256), random).add(BigInteger.ONE);
      Target target = Target.of(value);
      assertThat(target.isMetBy(hash(value))).isTrue();
      assertThat(target.isMetBy(hash(value.subtract(BigInteger.ONE)))).isTrue();
      if (value.bitLength() < 256) {
        assertThat(target.isMetBy(hash(value.add(BigInteger.ONE)))).isFalse();
      }
    }
  }

  @Test
  void comparisonLooksAtEachWord() {
    for (int bit = 0; bit < 256; bit++) {
      BigInteger value = BigInteger.ONE.shiftLeft(bit);
      assertThat(Target.of(value.subtract(BigInteger.ONE)).isMetBy(hash(value))).isFalse();
      assertThat(Target.of(value).isMetBy(hash(value))).isTrue();
    }
  }

  @Test
  void whatXmrigSubmitsMeetsTheTarget() {
    Random random = new Random(SEED);
    for (int i = 0; i < 1000; i++) {
      Target target = Target.ofDifficulty(Difficulty.of(1 + random.nextLong(1L << 50)));
      Target seenByMiner = Target.fromStratumHex(target.toStratumHex());
      assertThat(seenByMiner).isLessThanOrEqualTo(target);
    }
  }

  @Test
  void valuesOutsideOf256BitsAreRefused() {
    assertThatThrownBy(() -> Target.of(RANGE)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Target.of(BigInteger.ONE.negate()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Target.of(RANGE.subtract(BigInteger.ONE))).isEqualTo(Target.EASIEST);
    assertThatThrownBy(() -> Target.EASIEST.isMetBy(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void textHasAll64Digits() {
    assertThat(Target.of(BigInteger.TEN)).hasToString("0".repeat(63) + "a");
    assertThat(Target.EASIEST).hasToString("f".repeat(64));
  }

  private static byte[] hash(BigInteger value) {
    byte[] hash = new byte[32];
    for (int i = 0; i < 32; i++) {
      hash[i] = value.shiftRight(8 * i).byteValue();
    }
    return hash;
  }

  private static String littleEndian(BigInteger top) {
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      hex.append(String.format("%02x", top.shiftRight(8 * i).byteValue()));
    }
    return hex.toString();
  }
}
