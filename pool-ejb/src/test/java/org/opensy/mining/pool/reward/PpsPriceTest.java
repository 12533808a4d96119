package org.opensy.mining.pool.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.chain.Amount;

class PpsPriceTest {
  private static final BigInteger UNIT = BigInteger.ONE.shiftLeft(PpsPrice.FRACTION_BITS);

  @Test
  void aShareAsHardAsTheBlockIsPaidTheCoinbaseWithoutTheFee() {
    BigInteger network = BigInteger.TEN.pow(15);
    assertThat(PpsPrice.of(Amount.ofSyl(10_000), BasisPoints.ZERO, network, network))
        .isEqualTo(BigInteger.valueOf(Amount.ofSyl(10_000).baseUnits()).multiply(UNIT));
    assertThat(PpsPrice.of(Amount.ofSyl(10_000), new BasisPoints(75), network, network))
        .isEqualTo(BigInteger.valueOf(Amount.ofSyl(9_925).baseUnits()).multiply(UNIT));
    assertThat(PpsPrice.of(Amount.MAX_MONEY, new BasisPoints(BasisPoints.WHOLE), network, network))
        .isZero();
  }

  @Test
  void whatIsLessThanTheLastBitIsCutOff() {
    // 3 * 0.99 / 7 * 2^32 = 1822293267.01…
    assertThat(price(3, 100, 1, 7)).isEqualTo(1_822_293_267);
    assertThat(price(1, 0, 1, 3)).isEqualTo(1_431_655_765);
  }

  @Test
  void aShareIsWorthItsPartOfABlockLessTheFee() {
    assertThat(price(Amount.ofSyl(10_000).baseUnits(), 100, 1000, 3_000_000))
        .isEqualTo(UNIT.multiply(BigInteger.valueOf(330_000_000)));
  }

  @Test
  void noProductOverflows() {
    BigInteger network = BigInteger.ONE.shiftLeft(255);

    assertThat(PpsPrice.whole(PpsPrice.of(Amount.MAX_MONEY, BasisPoints.ZERO, network, network)))
        .isEqualTo(Amount.MAX_MONEY);
  }

  @Test
  void fractionsAddUpToWholeBaseUnits() {
    BigInteger third = price(1, 0, 1, 3);

    assertThat(PpsPrice.whole(third.multiply(BigInteger.valueOf(3)))).isEqualTo(Amount.ZERO);
    assertThat(PpsPrice.whole(third.multiply(BigInteger.valueOf(4))))
        .isEqualTo(Amount.ofBaseUnits(1));
    assertThat(PpsPrice.whole(BigInteger.ZERO)).isEqualTo(Amount.ZERO);
    assertThat(PpsPrice.whole(UNIT.subtract(BigInteger.ONE))).isEqualTo(Amount.ZERO);
    assertThat(PpsPrice.whole(UNIT)).isEqualTo(Amount.ofBaseUnits(1));
  }

  @Test
  void earningsThatCannotBeAreRefused() {
    assertThatThrownBy(() -> PpsPrice.whole(BigInteger.ONE.negate()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PpsPrice.whole(BigInteger.ONE.shiftLeft(95)))
        .isInstanceOf(ArithmeticException.class);
  }

  private static BigInteger price(long coinbase, int fee, long share, long network) {
    return PpsPrice.of(
        Amount.ofBaseUnits(coinbase),
        new BasisPoints(fee),
        BigInteger.valueOf(share),
        BigInteger.valueOf(network));
  }
}
