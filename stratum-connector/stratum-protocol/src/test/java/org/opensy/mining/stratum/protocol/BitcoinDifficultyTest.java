package org.opensy.mining.stratum.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BitcoinDifficultyTest {
  private static final long SEED = 20_261_122;
  private static final int ROUNDS = 100_000;
  private static final BigInteger UNIT = BigInteger.valueOf(0xffff).shiftLeft(208);

  /** In floating point, all in one: 2^208 * 0xffff / difficulty. */
  private static BigInteger targetByOneDivision(double difficulty) {
    return new BigDecimal(UNIT.doubleValue() / difficulty).toBigInteger();
  }

  /** The other way round: the target is one part in difficulty of the target of difficulty 1. */
  private static BigInteger targetByReciprocal(double difficulty) {
    return new BigDecimal(1 / difficulty * UNIT.doubleValue()).toBigInteger();
  }

  /** Only the top 64 bits below a number of whole 32-bit words, as cpuminer does. */
  private static BigInteger targetByTopWords(double difficulty) {
    double rest = difficulty;
    int word = 6;
    while (word > 0 && rest > 1) {
      rest /= 4294967296.0;
      word--;
    }
    return new BigDecimal(0xffff0000L / rest).toBigInteger().shiftLeft(32 * word);
  }

  private static Target randomTarget(Random random) {
    return Target.of(new BigInteger(32 + random.nextInt(225), random).setBit(31));
  }

  @Test
  void noMinerEverComputesAnEasierTargetThanTheShareIsJudgedBy() {
    Random random = new Random(SEED);
    for (int i = 0; i < ROUNDS; i++) {
      Target target = randomTarget(random);
      double sent = BitcoinDifficulty.of(target).value();
      assertThat(targetByOneDivision(sent)).as("seed %d", SEED).isLessThan(target.toBigInteger());
      assertThat(targetByReciprocal(sent)).as("seed %d", SEED).isLessThan(target.toBigInteger());
      assertThat(targetByTopWords(sent)).as("seed %d", SEED).isLessThan(target.toBigInteger());
      assertThat(new BitcoinDifficulty(sent).toTarget()).isLessThan(target);
    }
  }

  @Test
  void aMinerWorksHardlyHarderThanItMust() {
    Random random = new Random(SEED);
    for (int i = 0; i < ROUNDS; i++) {
      Target target = randomTarget(random);
      BigInteger lost =
          target.toBigInteger().subtract(BitcoinDifficulty.of(target).toTarget().toBigInteger());
      // One part in 2^47, and what rounding a target of 32 bits costs.
      assertThat(lost)
          .as("seed %d", SEED)
          .isLessThanOrEqualTo(target.toBigInteger().shiftRight(47).add(BigInteger.ONE));
    }
  }

  @ParameterizedTest
  @CsvSource({
    // 2^32 hashes are a little more than difficulty 1, because the unit is 0xffff and not 0x10000.
    "1, 2.3282709e-10",
    "2, 4.6565418e-10",
    "65536, 1.5258556e-5",
    "4294967296, 0.9999847",
    "4295032833, 1.0",
    "4398046511104, 1023.98437",
  })
  void theUnitIsThatOfBitcoin(long hashes, double expected) {
    Target target = Target.ofDifficulty(Difficulty.of(hashes));
    assertThat(BitcoinDifficulty.of(target).value())
        .isCloseTo(expected, Percentage.withPercentage(0.00001));
  }

  @Test
  void difficultyOneIsTheTargetOfBitcoinsFirstBlock() {
    assertThat(new BitcoinDifficulty(1).toTarget()).hasToString("00000000ffff" + "0".repeat(52));
    assertThat(new BitcoinDifficulty(0.5).toTarget()).hasToString("00000001fffe" + "0".repeat(52));
  }

  @Test
  void theEdgesOfTheRangeHaveATarget() {
    Target hardest = Target.of(BigInteger.ZERO);
    assertThat(BitcoinDifficulty.of(hardest).value()).isGreaterThan(2.69e67).isLessThan(2.70e67);
    assertThat(BitcoinDifficulty.of(Target.EASIEST).toTarget()).isLessThan(Target.EASIEST);
    assertThat(new BitcoinDifficulty(Double.MIN_VALUE).toTarget()).isEqualTo(Target.EASIEST);
    assertThat(new BitcoinDifficulty(Double.MAX_VALUE).toTarget()).isEqualTo(hardest);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {0, -0.0, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void otherNumbersAreRefused(double value) {
    assertThatThrownBy(() -> new BitcoinDifficulty(value))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
