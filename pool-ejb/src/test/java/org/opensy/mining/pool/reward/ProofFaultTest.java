package org.opensy.mining.pool.reward;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.Hash256;

/** A verifier names what is wrong, in roots of a pool that cheats as well. */
class ProofFaultTest {
  private static final RandomTrees TREES = new RandomTrees(0x5eed_0304L);

  /** Two miners of equal work; a block of 1000 units under a fee of 1 % would be 495, 495, 10. */
  private static RewardTree tree(
      long first, long second, long fee, long operator, long carriedOut) {
    return RewardTree.of(
        TREES.block(),
        RandomTrees.TERMS,
        new RewardSplit(
            List.of(share("a", first), share("b", second)),
            Amount.ofBaseUnits(fee),
            Amount.ofBaseUnits(operator),
            Amount.ZERO,
            Amount.ofBaseUnits(carriedOut)));
  }

  private static RewardShare share(String address, long amount) {
    return new RewardShare(address, BigInteger.TEN, Amount.ofBaseUnits(amount));
  }

  private static ProofVerdict verdict(RewardTree tree) {
    return tree.proof("a").orElseThrow().verify(tree.root());
  }

  @Test
  void anHonestSplitIsProven() {
    assertThat(verdict(tree(495, 495, 10, 0, 0))).isInstanceOf(ProofVerdict.Proven.class);
  }

  @ParameterizedTest
  @CsvSource({
    "494, 496, 10, 0, 0, AMOUNT, 494, '495, or 500 without fee'",
    "496, 494, 10, 0, 0, AMOUNT, 496, '495, or 500 without fee'",
    "495, 494, 11, 0, 0, FEE, 11, up to 10",
    "495, 492, 10, 0, 3, CARRIED_OUT, 3, up to 2",
    "495, 494, 10, 1, 0, OPERATOR, 1, '0, miners worked'",
    "495, 506, 10, 0, -11, RANGE, -11, 0 to 2100000000000000000",
    "495, 9223372036854775300, 10, 0, 0, RANGE, 9223372036854775805, 0 to 2100000000000000000"
  })
  void aSplitThatIsNotJustIsRefutedUnderItsOwnRoot(
      long first,
      long second,
      long fee,
      long operator,
      long carriedOut,
      ProofFault fault,
      String found,
      String expected) {
    assertThat(verdict(tree(first, second, fee, operator, carriedOut)))
        .isEqualTo(new ProofVerdict.Refuted(fault, found, expected));
  }

  @Test
  void moreCarriedInThanCanExistIsNamed() {
    RewardProof proof = tree(495, 495, 10, 0, 0).proof("a").orElseThrow();
    RewardContext is = proof.context();
    Amount debt = Amount.MAX_MONEY.negated().minus(Amount.ofBaseUnits(1));
    SplitTotals totals =
        new SplitTotals(Amount.MAX_MONEY, debt, Amount.ZERO, Amount.ZERO, Amount.ZERO);
    RewardContext context =
        new RewardContext(is.block(), is.terms(), totals, is.miners(), is.work());

    assertThat(
            new RewardProof(proof.leaf(), 0, proof.siblings(), context)
                .verify(new RewardRoot(Hash256.ZERO)))
        .isEqualTo(
            new ProofVerdict.Refuted(
                ProofFault.RANGE, "-2100000000000000001", "-/+ 2100000000000000000"));
  }

  @Test
  void anotherRootIsNamed() {
    RewardTree tree = tree(495, 495, 10, 0, 0);
    RewardRoot other = tree(495, 495, 10, 0, 0).root();

    assertThat(tree.proof("a").orElseThrow().verify(other))
        .isEqualTo(new ProofVerdict.Refuted(ProofFault.ROOT, tree.root().hex(), other.hex()));
  }

  @Test
  void aWrongPlaceOrLengthIsNamed() {
    RewardTree tree = tree(495, 495, 10, 0, 0);
    RewardProof proof = tree.proof("a").orElseThrow();

    assertThat(new RewardProof(proof.leaf(), 2, proof.siblings(), proof.context()))
        .returns(
            new ProofVerdict.Refuted(ProofFault.INDEX, "2", "from 0 to below 2"),
            forged -> forged.verify(tree.root()));
    assertThat(new RewardProof(proof.leaf(), 0, List.of(), proof.context()))
        .returns(
            new ProofVerdict.Refuted(ProofFault.SIBLINGS, "0", "1"),
            forged -> forged.verify(tree.root()));
  }

  @Test
  void aWrongSumIsNamed() {
    RewardTree tree = tree(495, 495, 10, 0, 0);
    RewardProof proof = tree.proof("a").orElseThrow();

    assertThat(
            new RewardProof(share("a", 496), 0, proof.siblings(), proof.context())
                .verify(tree.root()))
        .isEqualTo(
            new ProofVerdict.Refuted(ProofFault.TOTAL_AMOUNT, "991", "990, what the totals leave"));
    RewardShare busier = new RewardShare("a", BigInteger.TWO, Amount.ofBaseUnits(495));
    assertThat(new RewardProof(busier, 0, proof.siblings(), proof.context()).verify(tree.root()))
        .isEqualTo(
            new ProofVerdict.Refuted(ProofFault.TOTAL_WORK, "20", "12, the sum along the way"));
  }
}
