package org.opensy.mining.pool.reward;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.chain.Amount;

/** What must be true of every split, looked at in many that chance made. */
class RandomSplitsTest {
  private static final long SEED = 0x5eed_0301L;
  private static final int SPLITS = 5000;
  private static final int MOST_MINERS = 40;

  private final Random random = new Random(SEED);

  /** A split and what it was made from. */
  private record Case(
      Amount reward, Amount carriedIn, List<MinerWork> miners, FeePolicy fees, RewardSplit split) {

    private BigInteger whole() {
      return exact(reward).add(exact(carriedIn));
    }
  }

  private static BigInteger exact(Amount amount) {
    return BigInteger.valueOf(amount.baseUnits());
  }

  private Case next() {
    List<MinerWork> miners = new ArrayList<>();
    Set<String> feeFree = new HashSet<>();
    int bits = 1 + random.nextInt(200);
    for (int i = random.nextInt(MOST_MINERS); i >= 0; i--) {
      String address = "miner" + i;
      miners.add(new MinerWork(address, new BigInteger(bits, random).add(BigInteger.ONE)));
      if (random.nextInt(8) == 0) {
        feeFree.add(address);
      }
    }
    Collections.shuffle(miners, random);
    FeePolicy fees = new FeePolicy(new BasisPoints(random.nextInt(BasisPoints.WHOLE + 1)), feeFree);
    long reward = random.nextLong(1L << (1 + random.nextInt(60)));
    long carriedIn = random.nextLong(-Math.min(reward, 40), 41);
    Amount paid = Amount.ofBaseUnits(reward);
    Amount carried = Amount.ofBaseUnits(carriedIn);
    return new Case(
        paid, carried, miners, fees, Splitter.split(paid, carried, new RewardWindow(miners), fees));
  }

  @Test
  void nothingIsLostNothingIsMadeAndNothingIsNegative() {
    for (int i = 0; i < SPLITS; i++) {
      Case one = next();
      RewardSplit split = one.split();
      BigInteger given =
          split.shares().stream()
              .map(share -> exact(share.amount()))
              .reduce(BigInteger.ZERO, BigInteger::add)
              .add(exact(split.fee()))
              .add(exact(split.operator()))
              .add(exact(split.carriedOut()));

      assertThat(given).as("split %d, seed %x", i, SEED).isEqualTo(one.whole());
      assertThat(split.reward()).isEqualTo(one.reward());
      assertThat(split.operator()).isEqualTo(Amount.ZERO);
      assertThat(split.fee().isNegative()).isFalse();
      assertThat(split.carriedOut().baseUnits()).isBetween(0L, (long) split.shares().size());
      assertThat(split.shares()).noneMatch(share -> share.amount().isNegative());
    }
  }

  @Test
  void eachPartIsTheExactOneRoundedDown() {
    for (int i = 0; i < SPLITS; i++) {
      Case one = next();
      BigInteger divisor = one.split().work().multiply(BigInteger.valueOf(BasisPoints.WHOLE));
      for (RewardShare share : one.split().shares()) {
        int kept = BasisPoints.WHOLE - one.fees().of(share.address()).value();
        BigInteger exact = one.whole().multiply(share.work()).multiply(BigInteger.valueOf(kept));
        BigInteger missing = exact.subtract(exact(share.amount()).multiply(divisor));

        assertThat(missing.signum()).as("split %d, seed %x", i, SEED).isNotNegative();
        assertThat(missing).as("split %d, seed %x", i, SEED).isLessThan(divisor);
      }
    }
  }

  @Test
  void moreWorkNeverGetsLessUnderTheSameFee() {
    for (int i = 0; i < SPLITS; i++) {
      Case one = next();
      List<RewardShare> byWork = new ArrayList<>(one.split().shares());
      byWork.removeIf(share -> one.fees().feeFree().contains(share.address()));
      byWork.sort((a, b) -> a.work().compareTo(b.work()));
      for (int k = 1; k < byWork.size(); k++) {
        assertThat(byWork.get(k).amount())
            .as("split %d, seed %x", i, SEED)
            .isGreaterThanOrEqualTo(byWork.get(k - 1).amount());
      }
    }
  }

  @Test
  void theOrderOfTheMinersDoesNotMatter() {
    for (int i = 0; i < SPLITS; i++) {
      Case one = next();
      List<MinerWork> shuffled = new ArrayList<>(one.miners());
      Collections.shuffle(shuffled, random);

      assertThat(
              Splitter.split(one.reward(), one.carriedIn(), new RewardWindow(shuffled), one.fees()))
          .as("split %d, seed %x", i, SEED)
          .isEqualTo(one.split());
    }
  }
}
