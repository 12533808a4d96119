package org.opensy.mining.pool.reward;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.Hash256;

/** The last value that a verifier takes, and the first that it does not. */
class ProofBoundariesTest {
  private static final RandomTrees TREES = new RandomTrees(0x5eed_0306L);
  private static final BigInteger HALF = BigInteger.ONE.shiftLeft(255);

  private static RewardShare share(String address, BigInteger work, long amount) {
    return new RewardShare(address, work, Amount.ofBaseUnits(amount));
  }

  private static ProofVerdict verdict(RewardTree tree) {
    return tree.proof("a").orElseThrow().verify(tree.root());
  }

  private static ProofFault faultOf(RewardProof proof) {
    return ((ProofVerdict.Refuted) proof.verify(new RewardRoot(Hash256.ZERO))).fault();
  }

  /** Divisions leave over less than a unit for each miner and one for the fee. */
  @ParameterizedTest
  @CsvSource({"493, 2, true", "492, 3, false"})
  void atMostAUnitForEachMinerIsCarriedOut(long second, long carriedOut, boolean holds) {
    RewardTree tree =
        RewardTree.of(
            TREES.block(),
            RandomTrees.TERMS,
            new RewardSplit(
                List.of(share("a", BigInteger.TEN, 495), share("b", BigInteger.TEN, second)),
                Amount.ofBaseUnits(10),
                Amount.ZERO,
                Amount.ZERO,
                Amount.ofBaseUnits(carriedOut)));

    assertThat(verdict(tree) instanceof ProofVerdict.Proven).isEqualTo(holds);
  }

  @Test
  void workOfAllMinersMayBeOneLessThanTwoToThe256() {
    RewardWindow window =
        new RewardWindow(
            List.of(new MinerWork("a", HALF), new MinerWork("b", HALF.subtract(BigInteger.ONE))));
    RewardSplit split =
        Splitter.split(
            Amount.ofSyl(10_000),
            Amount.ZERO,
            window,
            new FeePolicy(RandomTrees.TERMS.fee(), Set.of()));

    assertThat(verdict(RewardTree.of(TREES.block(), RandomTrees.TERMS, split)))
        .isEqualTo(new ProofVerdict.Proven(RandomTrees.TERMS.fee()));
  }

  @Test
  void workOfTwoToThe256IsRefutedThoughTheSumsAgree() {
    SplitTotals totals =
        new SplitTotals(Amount.ofBaseUnits(2), Amount.ZERO, Amount.ZERO, Amount.ZERO, Amount.ZERO);
    RewardProof proof =
        new RewardProof(
            share("a", HALF, 1),
            0,
            List.of(new SumNode(Hash256.ZERO, HALF, Amount.ofBaseUnits(1))),
            new RewardContext(
                TREES.block(), RandomTrees.TERMS, totals, 2, HALF.multiply(BigInteger.TWO)));

    assertThat(faultOf(proof)).isEqualTo(ProofFault.TOTAL_WORK);
  }

  @ParameterizedTest
  @CsvSource({
    "2100000000000000000, TOTAL_AMOUNT",
    "2100000000000000001, RANGE",
    "-2100000000000000000, TOTAL_AMOUNT",
    "-2100000000000000001, RANGE"
  })
  void whatIsCarriedInMayBeAllTheMoneyThereIsOrAsMuchDebt(long carriedIn, ProofFault fault) {
    assertThat(faultOf(proofOf(0, carriedIn, 0, 0, 0))).isEqualTo(fault);
  }

  @ParameterizedTest
  @CsvSource({
    "2100000000000000000, 0, 0, 0, TOTAL_AMOUNT",
    "2100000000000000001, 0, 0, 0, RANGE",
    "-1, 0, 0, 0, RANGE",
    "0, 2100000000000000000, 0, 0, TOTAL_AMOUNT",
    "0, 2100000000000000001, 0, 0, RANGE",
    "0, -1, 0, 0, RANGE",
    "0, 0, 2100000000000000000, 0, TOTAL_AMOUNT",
    "0, 0, 2100000000000000001, 0, RANGE",
    "0, 0, -1, 0, RANGE",
    "0, 0, 0, 2100000000000000000, TOTAL_AMOUNT",
    "0, 0, 0, 2100000000000000001, RANGE",
    "0, 0, 0, -1, RANGE"
  })
  void everyOtherPartIsFromNothingToAllTheMoneyThereIs(
      long reward, long fee, long operator, long carriedOut, ProofFault fault) {
    assertThat(faultOf(proofOf(reward, 0, fee, operator, carriedOut))).isEqualTo(fault);
  }

  /** Of a lone miner who is said to get a single unit, whatever the totals leave. */
  private static RewardProof proofOf(
      long reward, long carriedIn, long fee, long operator, long carriedOut) {
    SplitTotals totals =
        new SplitTotals(
            Amount.ofBaseUnits(reward),
            Amount.ofBaseUnits(carriedIn),
            Amount.ofBaseUnits(fee),
            Amount.ofBaseUnits(operator),
            Amount.ofBaseUnits(carriedOut));
    return new RewardProof(
        share("a", BigInteger.ONE, 1),
        0,
        List.of(),
        new RewardContext(TREES.block(), RandomTrees.TERMS, totals, 1, BigInteger.ONE));
  }
}
