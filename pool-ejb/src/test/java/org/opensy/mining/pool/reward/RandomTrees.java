package org.opensy.mining.pool.reward;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;

/** Makes trees of splits that chance made. Not thread-safe. */
final class RandomTrees {
  static final RewardTerms TERMS =
      new RewardTerms(RewardScheme.PPLNS, new BasisPoints(100), BigDecimal.valueOf(2));

  private final Random random;

  RandomTrees(long seed) {
    random = new Random(seed);
  }

  /** A tree over miners of whom about every eighth pays no fee. */
  RewardTree tree(int miners) {
    List<MinerWork> window = new ArrayList<>();
    List<String> feeFree = new ArrayList<>();
    for (int i = 0; i < miners; i++) {
      String address = address(i);
      window.add(new MinerWork(address, new BigInteger(60, random).add(BigInteger.ONE)));
      if (random.nextInt(8) == 0) {
        feeFree.add(address);
      }
    }
    RewardSplit split =
        Splitter.split(
            Amount.ofBaseUnits(random.nextLong(2, Amount.MAX_MONEY.baseUnits())),
            Amount.ofBaseUnits(random.nextLong(-2, 70)),
            new RewardWindow(window),
            new FeePolicy(TERMS.fee(), Set.copyOf(feeFree)));
    return RewardTree.of(block(), TERMS, split);
  }

  BlockHash block() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return BlockHash.ofInternal(bytes);
  }

  /** Addresses in the order of their numbers. */
  static String address(int number) {
    return "miner%03d".formatted(number);
  }

  static List<RewardProof> proofs(RewardTree tree) {
    List<RewardProof> proofs = new ArrayList<>();
    for (int i = 0; i < tree.context().miners(); i++) {
      proofs.add(tree.proof(address(i)).orElseThrow());
    }
    return proofs;
  }
}
