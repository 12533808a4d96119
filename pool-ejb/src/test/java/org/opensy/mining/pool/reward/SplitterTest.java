package org.opensy.mining.pool.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.chain.Amount;

class SplitterTest {
  private static final FeePolicy NO_FEE = new FeePolicy(BasisPoints.ZERO, Set.of());
  private static final FeePolicy ONE_PERCENT = new FeePolicy(new BasisPoints(100), Set.of());

  /** Miners a, b, c… with this work. */
  private static RewardWindow window(long... work) {
    return new RewardWindow(
        IntStream.range(0, work.length)
            .mapToObj(i -> new MinerWork(Character.toString('a' + i), BigInteger.valueOf(work[i])))
            .toList());
  }

  private static RewardSplit split(
      long reward, long carriedIn, RewardWindow window, FeePolicy fees) {
    return Splitter.split(Amount.ofBaseUnits(reward), Amount.ofBaseUnits(carriedIn), window, fees);
  }

  private static long[] amounts(RewardSplit split) {
    return split.shares().stream().mapToLong(share -> share.amount().baseUnits()).toArray();
  }

  @Test
  void equalMinersGetEqualPartsAndTheRemainderIsCarriedFromBlockToBlock() {
    RewardSplit first = split(100, 0, window(5, 5, 5), NO_FEE);
    RewardSplit second = split(100, 1, window(5, 5, 5), NO_FEE);
    RewardSplit third = split(100, 2, window(5, 5, 5), NO_FEE);

    assertThat(amounts(first)).containsExactly(33, 33, 33);
    assertThat(first.carriedOut()).isEqualTo(Amount.ofBaseUnits(1));
    assertThat(amounts(second)).containsExactly(33, 33, 33);
    assertThat(second.carriedOut()).isEqualTo(Amount.ofBaseUnits(2));
    assertThat(amounts(third)).containsExactly(34, 34, 34);
    assertThat(third.carriedOut()).isEqualTo(Amount.ZERO);
  }

  @Test
  void theFeeIsTakenOffEachPart() {
    RewardSplit split =
        Splitter.split(Amount.ofSyl(10_000), Amount.ZERO, window(900, 1100), ONE_PERCENT);

    assertThat(split.shares())
        .containsExactly(
            new RewardShare("a", BigInteger.valueOf(900), Amount.ofSyl(4455)),
            new RewardShare("b", BigInteger.valueOf(1100), Amount.ofSyl(5445)));
    assertThat(split.fee()).isEqualTo(Amount.ofSyl(100));
    assertThat(split.operator()).isEqualTo(Amount.ZERO);
    assertThat(split.carriedOut()).isEqualTo(Amount.ZERO);
  }

  @Test
  void aFeeFreeMinerGetsItsWholePartAndNobodyPaysForIt() {
    FeePolicy fees = new FeePolicy(new BasisPoints(100), Set.of("b", "who mines elsewhere"));

    RewardSplit split = split(10_000, 0, window(1, 3), fees);

    assertThat(amounts(split)).containsExactly(2475, 7500);
    assertThat(split.fee()).isEqualTo(Amount.ofBaseUnits(25));
    assertThat(split.carriedOut()).isEqualTo(Amount.ZERO);
  }

  @Test
  void aSingleBaseUnitForTwoIsCarried() {
    RewardSplit split = split(1, 0, window(1, 1), NO_FEE);

    assertThat(amounts(split)).containsExactly(0, 0);
    assertThat(split.carriedOut()).isEqualTo(Amount.ofBaseUnits(1));
  }

  @Test
  void aSingleMinerGetsEverythingButTheFee() {
    RewardSplit split = split(1_000_001, 0, window(7), ONE_PERCENT);

    assertThat(amounts(split)).containsExactly(990_000);
    assertThat(split.fee()).isEqualTo(Amount.ofBaseUnits(10_000));
    assertThat(split.carriedOut()).isEqualTo(Amount.ofBaseUnits(1));
  }

  @Test
  void aFeeOfEverythingLeavesTheMinersOnTheListWithNothing() {
    FeePolicy everything = new FeePolicy(new BasisPoints(BasisPoints.WHOLE), Set.of());

    RewardSplit split = split(99, 0, window(2, 1), everything);

    assertThat(amounts(split)).containsExactly(0, 0);
    assertThat(split.fee()).isEqualTo(Amount.ofBaseUnits(99));
  }

  @Test
  void whenNobodysWorkCountsTheOperatorGetsEverythingWithoutFee() {
    RewardSplit split = split(1000, 7, RewardWindow.EMPTY, ONE_PERCENT);

    assertThat(split.shares()).isEmpty();
    assertThat(split.operator()).isEqualTo(Amount.ofBaseUnits(1007));
    assertThat(split.fee()).isEqualTo(Amount.ZERO);
    assertThat(split.carriedIn()).isEqualTo(Amount.ofBaseUnits(7));
    assertThat(split.carriedOut()).isEqualTo(Amount.ZERO);
    assertThat(split.reward()).isEqualTo(Amount.ofBaseUnits(1000));
  }

  @Test
  void allTheMoneyThereIsOverHugeWorkIsSharedExactly() {
    BigInteger huge = BigInteger.ONE.shiftLeft(200);
    RewardWindow window =
        new RewardWindow(
            List.of(
                new MinerWork("a", huge),
                new MinerWork("b", huge.multiply(BigInteger.TWO)),
                new MinerWork("c", BigInteger.ONE)));

    RewardSplit split = Splitter.split(Amount.MAX_MONEY, Amount.ZERO, window, NO_FEE);

    assertThat(amounts(split))
        .containsExactly(699_999_999_999_999_999L, 1_399_999_999_999_999_999L, 0);
    assertThat(split.carriedOut()).isEqualTo(Amount.ofBaseUnits(2));
  }

  @Test
  void aDebtFromAnOrphanIsTakenFromTheNextReward() {
    RewardSplit split = split(100, -1, window(1, 1), NO_FEE);

    assertThat(amounts(split)).containsExactly(49, 49);
    assertThat(split.carriedOut()).isEqualTo(Amount.ofBaseUnits(1));
    assertThat(split.reward()).isEqualTo(Amount.ofBaseUnits(100));
    assertThat(amounts(split(5, -5, window(1, 1), NO_FEE))).containsExactly(0, 0);
  }

  @Test
  void lessThanNothingIsRefused() {
    assertThatThrownBy(() -> split(5, -6, window(1), NO_FEE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> split(-1, 2, window(1), NO_FEE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> split(Long.MAX_VALUE, 1, window(1), NO_FEE))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void aMinerPaidTwiceIsRefusedAndOthersAreSorted() {
    RewardShare a = new RewardShare("a", BigInteger.ONE, Amount.ZERO);
    RewardShare b = new RewardShare("b", BigInteger.ONE, Amount.ZERO);

    assertThat(splitOf(b, a).shares()).containsExactly(a, b);
    assertThatThrownBy(() -> splitOf(a, b, a)).isInstanceOf(IllegalArgumentException.class);
  }

  private static RewardSplit splitOf(RewardShare... shares) {
    return new RewardSplit(
        Arrays.asList(shares), Amount.ZERO, Amount.ZERO, Amount.ZERO, Amount.ZERO);
  }
}
