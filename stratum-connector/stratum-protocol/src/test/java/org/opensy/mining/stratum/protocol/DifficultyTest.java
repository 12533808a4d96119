package org.opensy.mining.stratum.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DifficultyTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 1000, 65_537, 1L << 32, Long.MAX_VALUE})
  void aTargetGivesBackTheDifficultyItWasMadeFrom(long hashes) {
    Difficulty difficulty = Difficulty.of(hashes);
    assertThat(Difficulty.ofTarget(Target.ofDifficulty(difficulty))).isEqualTo(difficulty);
  }

  @Test
  void theEdgesAreTheEasiestAndTheHardestTarget() {
    Difficulty hardest = Difficulty.ofTarget(Target.of(BigInteger.ZERO));
    assertThat(Difficulty.ofTarget(Target.EASIEST)).isEqualTo(Difficulty.of(1));
    assertThat(hardest.value()).isEqualTo(BigInteger.ONE.shiftLeft(256));
    assertThat(hardest.toLong()).isEqualTo(Long.MAX_VALUE);
    assertThat(Target.ofDifficulty(hardest)).isEqualTo(Target.of(BigInteger.ZERO));
  }

  @Test
  void regtestNeedsTwoHashes() {
    // The easiest target of regtest, nBits 207fffff (chain/README.md).
    BigInteger target = BigInteger.valueOf(0x7fffff).shiftLeft(8 * (0x20 - 3));
    assertThat(Difficulty.ofTarget(Target.of(target))).isEqualTo(Difficulty.of(2));
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> Difficulty.of(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Difficulty.of(-1)).isInstanceOf(IllegalArgumentException.class);
    BigInteger tooHard = BigInteger.ONE.shiftLeft(256).add(BigInteger.ONE);
    assertThatThrownBy(() -> new Difficulty(tooHard)).isInstanceOf(IllegalArgumentException.class);
  }
}
