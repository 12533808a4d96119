package org.opensy.mining.pool.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.Hash256;

class RewardTreeTest {
  private static final long SEED = 0x5eed_0302L;
  private static final int MOST_LEAVES = 70;

  private final RandomTrees trees = new RandomTrees(SEED);

  @Test
  void everyLeafOfATreeOfAnySizeHasAProofThatHolds() {
    for (int leaves = 1; leaves <= MOST_LEAVES; leaves++) {
      RewardTree tree = trees.tree(leaves);
      for (RewardProof proof : RandomTrees.proofs(tree)) {
        assertThat(proof.verify(tree.root()))
            .as("leaf %d of %d, seed %x", proof.index(), leaves, SEED)
            .isInstanceOf(ProofVerdict.Proven.class);
      }
    }
  }

  @Test
  void aProofHoldsUnderNoOtherRoot() {
    for (int leaves = 1; leaves <= MOST_LEAVES; leaves++) {
      RewardRoot other = trees.tree(leaves).root();
      for (RewardProof proof : RandomTrees.proofs(trees.tree(leaves))) {
        assertThat(proof.verify(other))
            .as("leaf %d of %d, seed %x", proof.index(), leaves, SEED)
            .isInstanceOf(ProofVerdict.Refuted.class);
      }
    }
  }

  @Test
  void theTopHoldsTheSumsOfAllLeaves() {
    for (int leaves = 1; leaves <= MOST_LEAVES; leaves++) {
      RewardTree tree = trees.tree(leaves);
      RewardContext context = tree.context();

      assertThat(context.miners()).isEqualTo(leaves);
      assertThat(tree.top().work()).isEqualTo(context.work());
      assertThat(tree.top().amount().baseUnits())
          .isEqualTo(context.totals().toMiners().longValueExact());
    }
  }

  @Test
  void theVerdictTellsWhoPaidNoFee() {
    RewardTree tree = feeFreeTree();

    assertThat(tree.proof("a").orElseThrow().verify(tree.root()))
        .isEqualTo(new ProofVerdict.Proven(RandomTrees.TERMS.fee()));
    assertThat(tree.proof("b").orElseThrow().verify(tree.root()))
        .isEqualTo(new ProofVerdict.Proven(BasisPoints.ZERO));
  }

  private RewardTree feeFreeTree() {
    RewardWindow window =
        new RewardWindow(
            List.of(new MinerWork("a", BigInteger.ONE), new MinerWork("b", BigInteger.ONE)));
    FeePolicy fees = new FeePolicy(RandomTrees.TERMS.fee(), Set.of("b"));
    return RewardTree.of(
        trees.block(),
        RandomTrees.TERMS,
        Splitter.split(Amount.ofSyl(10_000), Amount.ZERO, window, fees));
  }

  @Test
  void whoDidNothingHasNoProof() {
    assertThat(trees.tree(7).proof("somebody else")).isEmpty();
  }

  @Test
  void aTreeWithoutMinersHasARootOfItsOwn() {
    RewardSplit split =
        Splitter.split(
            Amount.ofSyl(10_000),
            Amount.ZERO,
            RewardWindow.EMPTY,
            new FeePolicy(BasisPoints.ZERO, Set.of()));
    RewardTree one = RewardTree.of(trees.block(), RandomTrees.TERMS, split);
    RewardTree other = RewardTree.of(trees.block(), RandomTrees.TERMS, split);

    assertThat(one.top()).isEqualTo(new SumNode(Hash256.ZERO, BigInteger.ZERO, Amount.ZERO));
    assertThat(one.root()).isNotEqualTo(other.root());
    assertThat(one.proof("a")).isEmpty();
  }

  @Test
  void workThatDoesNotFitIntoANodeIsRefused() {
    BigInteger most = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
    SumNode node = new SumNode(Hash256.ZERO, most, Amount.ZERO);

    assertThat(SumNode.inner(node, SumNode.NONE).work()).isEqualTo(most);
    assertThatThrownBy(
            () -> SumNode.inner(node, new SumNode(Hash256.ZERO, BigInteger.ONE, Amount.ZERO)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
