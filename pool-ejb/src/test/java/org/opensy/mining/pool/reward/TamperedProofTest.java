package org.opensy.mining.pool.reward;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.Hash256;

/** A proof in which anything at all was changed does not hold. */
class TamperedProofTest {
  private static final long SEED = 0x5eed_0303L;
  private static final Amount UNIT = Amount.ofBaseUnits(1);

  private final RandomTrees trees = new RandomTrees(SEED);

  /** Tries a change on every proof of trees of this size. */
  private void refutesAll(int leaves, Forger forger) {
    RewardTree tree = trees.tree(leaves);
    for (RewardProof proof : RandomTrees.proofs(tree)) {
      forger.forge(
          proof,
          forged ->
              assertThat(forged.verify(tree.root()))
                  .as("%s instead of %s, seed %x", forged, proof, SEED)
                  .isInstanceOf(ProofVerdict.Refuted.class));
    }
  }

  /** Hands changed proofs on. */
  private interface Forger {
    void forge(RewardProof proof, Consumer<RewardProof> forged);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 33})
  void anotherLeafIsRefuted(int leaves) {
    refutesAll(
        leaves,
        (proof, forged) -> {
          RewardShare leaf = proof.leaf();
          for (RewardShare other :
              List.of(
                  new RewardShare(leaf.address() + "x", leaf.work(), leaf.amount()),
                  new RewardShare("x", leaf.work(), leaf.amount()),
                  new RewardShare(leaf.address(), leaf.work().add(BigInteger.ONE), leaf.amount()),
                  new RewardShare(leaf.address(), leaf.work().shiftLeft(256), leaf.amount()),
                  new RewardShare(leaf.address(), leaf.work(), leaf.amount().plus(UNIT)))) {
            forged.accept(new RewardProof(other, proof.index(), proof.siblings(), proof.context()));
          }
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 33})
  void anotherIndexIsRefuted(int leaves) {
    refutesAll(
        leaves,
        (proof, forged) -> {
          for (int index = -2; index <= leaves + 2; index++) {
            if (index != proof.index()) {
              forged.accept(
                  new RewardProof(proof.leaf(), index, proof.siblings(), proof.context()));
            }
          }
        });
  }

  private static void withSiblings(
      RewardProof proof, List<SumNode> siblings, Consumer<RewardProof> forged) {
    forged.accept(new RewardProof(proof.leaf(), proof.index(), siblings, proof.context()));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 8, 33})
  void otherSiblingsAreRefuted(int leaves) {
    refutesAll(
        leaves,
        (proof, forged) -> {
          List<SumNode> siblings = proof.siblings();
          List<SumNode> more = new ArrayList<>(siblings);
          more.add(SumNode.NONE);
          withSiblings(proof, more, forged);
          withSiblings(proof, siblings.subList(1, siblings.size()), forged);
          withSiblings(proof, List.of(), forged);
          if (siblings.size() > 1) {
            List<SumNode> reversed = new ArrayList<>(siblings);
            Collections.reverse(reversed);
            withSiblings(proof, reversed, forged);
          }
          for (int i = 0; i < siblings.size(); i++) {
            for (SumNode other : changed(siblings.get(i))) {
              List<SumNode> copy = new ArrayList<>(siblings);
              copy.set(i, other);
              withSiblings(proof, copy, forged);
            }
          }
        });
  }

  private static List<SumNode> changed(SumNode node) {
    List<SumNode> others = new ArrayList<>();
    for (int i = 0; i < Hash256.SIZE; i++) {
      others.add(new SumNode(flipped(node.hash(), i), node.work(), node.amount()));
    }
    others.add(new SumNode(node.hash(), node.work().add(BigInteger.ONE), node.amount()));
    others.add(new SumNode(node.hash(), node.work().subtract(BigInteger.ONE), node.amount()));
    others.add(new SumNode(node.hash(), node.work(), node.amount().plus(UNIT)));
    others.add(new SumNode(node.hash(), node.work(), Amount.ofBaseUnits(Long.MAX_VALUE)));
    return others;
  }

  private static Hash256 flipped(Hash256 hash, int index) {
    byte[] bytes = hash.toArray();
    bytes[index] ^= 1;
    return Hash256.ofInternal(bytes);
  }

  /** What one miner gets more another gets less: every sum is as before. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 8, 33})
  void moneyOrWorkMovedBetweenLeafAndSiblingIsRefuted(int leaves) {
    refutesAll(
        leaves,
        (proof, forged) -> {
          RewardShare leaf = proof.leaf();
          SumNode node = proof.siblings().get(0);
          List<SumNode> less = new ArrayList<>(proof.siblings());
          less.set(0, new SumNode(node.hash(), node.work(), node.amount().plus(UNIT)));
          forged.accept(
              new RewardProof(
                  new RewardShare(leaf.address(), leaf.work(), leaf.amount().minus(UNIT)),
                  proof.index(),
                  less,
                  proof.context()));
          List<SumNode> lazier = new ArrayList<>(proof.siblings());
          lazier.set(
              0, new SumNode(node.hash(), node.work().subtract(BigInteger.ONE), node.amount()));
          forged.accept(
              new RewardProof(
                  new RewardShare(leaf.address(), leaf.work().add(BigInteger.ONE), leaf.amount()),
                  proof.index(),
                  lazier,
                  proof.context()));
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 33})
  void anotherContextIsRefuted(int leaves) {
    refutesAll(
        leaves,
        (proof, forged) -> {
          RewardContext is = proof.context();
          List<RewardContext> others = new ArrayList<>();
          for (int i = 0; i < Hash256.SIZE; i++) {
            BlockHash block = new BlockHash(flipped(is.block().value(), i));
            others.add(new RewardContext(block, is.terms(), is.totals(), is.miners(), is.work()));
          }
          for (RewardTerms terms : changed(is.terms())) {
            others.add(new RewardContext(is.block(), terms, is.totals(), is.miners(), is.work()));
          }
          for (SplitTotals totals : changed(is.totals())) {
            others.add(new RewardContext(is.block(), is.terms(), totals, is.miners(), is.work()));
          }
          for (int miners : new int[] {-1, 0, leaves - 1, leaves + 1, 2 * leaves, 1 << 30}) {
            others.add(new RewardContext(is.block(), is.terms(), is.totals(), miners, is.work()));
          }
          for (BigInteger work :
              List.of(BigInteger.ZERO, is.work().negate(), is.work().add(BigInteger.ONE))) {
            others.add(new RewardContext(is.block(), is.terms(), is.totals(), is.miners(), work));
          }
          others.forEach(
              other ->
                  forged.accept(
                      new RewardProof(proof.leaf(), proof.index(), proof.siblings(), other)));
        });
  }

  private static List<RewardTerms> changed(RewardTerms terms) {
    return List.of(
        new RewardTerms(RewardScheme.PROP, terms.fee(), terms.windowFactor()),
        new RewardTerms(terms.scheme(), new BasisPoints(101), terms.windowFactor()),
        new RewardTerms(terms.scheme(), terms.fee(), new BigDecimal("2.0001")));
  }

  /** One part changed, and pairs of parts so that the sum stays. */
  private static List<SplitTotals> changed(SplitTotals totals) {
    Amount[] is = {
      totals.reward(), totals.carriedIn(), totals.fee(), totals.operator(), totals.carriedOut()
    };
    List<SplitTotals> others = new ArrayList<>();
    for (int i = 0; i < is.length; i++) {
      for (long by : new long[] {1, -1, Long.MIN_VALUE}) {
        others.add(totals(plus(is, i, by)));
        for (int k = 0; k < i; k++) {
          others.add(totals(plus(plus(is, i, by), k, by)));
          others.add(totals(plus(plus(is, i, by), k, -by)));
        }
      }
    }
    return others;
  }

  private static Amount[] plus(Amount[] parts, int index, long by) {
    Amount[] changed = parts.clone();
    changed[index] = Amount.ofBaseUnits(changed[index].baseUnits() + by);
    return changed;
  }

  private static SplitTotals totals(Amount[] parts) {
    return new SplitTotals(parts[0], parts[1], parts[2], parts[3], parts[4]);
  }
}
