package org.opensy.mining.pool.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RewardTermsTest {
  private static final BigInteger DIFFICULTY = BigInteger.valueOf(1001);

  private static RewardTerms terms(RewardScheme scheme, String factor) {
    return new RewardTerms(scheme, BasisPoints.ZERO, new BigDecimal(factor));
  }

  /** Answers with windows that tell which question was asked. */
  private static final class Asked implements WorkHistory<Exception> {
    @Override
    public RewardWindow latest(BigInteger work) {
      return new RewardWindow(List.of(new MinerWork("latest", work)));
    }

    @Override
    public RewardWindow sinceLastBlock() {
      return new RewardWindow(List.of(new MinerWork("since last block", BigInteger.ONE)));
    }

    @Override
    public RewardWindow finder() {
      return new RewardWindow(List.of(new MinerWork("finder", BigInteger.ONE)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2, 1001, 2002",
    "1.5, 1001, 1501",
    "0.0001, 1001, 1",
    "0.0001, 19999, 1",
    "0.0001, 20000, 2",
    "1000, 1, 1000"
  })
  void theWindowOfPplnsIsTheFactorTimesTheDifficultyRoundedDownAndAtLeastOne(
      String factor, BigInteger difficulty, BigInteger work) {
    assertThat(terms(RewardScheme.PPLNS, factor).window(difficulty))
        .isEqualTo(new WindowRule.LatestWork(work));
  }

  @ParameterizedTest
  @CsvSource({"PPLNS, latest", "PROP, since last block", "SOLO, finder"})
  void eachSchemeAsksForItsOwnWork(RewardScheme scheme, String question) throws Exception {
    assertThat(terms(scheme, "2").window(DIFFICULTY).read(new Asked()).miners())
        .extracting(MinerWork::address)
        .containsExactly(question);
  }

  @Test
  void ppsCountsNobodysWork() throws Exception {
    WindowRule rule = terms(RewardScheme.PPS, "2").window(DIFFICULTY);

    assertThat(rule).isEqualTo(new WindowRule.Nobody());
    assertThat(rule.read(new Asked())).isEqualTo(RewardWindow.EMPTY);
  }

  @Test
  void aWindowWithoutWorkIsRefused() {
    assertThatThrownBy(() -> new WindowRule.LatestWork(BigInteger.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void factorsOfTheSameValueAreTheSameTerms() {
    assertThat(terms(RewardScheme.PROP, "2")).isEqualTo(terms(RewardScheme.PROP, "2.0000"));
    assertThat(terms(RewardScheme.PROP, "1E+3").windowFactor()).hasToString("1000.0000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "0.00001", "1000.0001", "1.23456"})
  void aFactorOutOfRangeIsRefused(String factor) {
    assertThatThrownBy(() -> terms(RewardScheme.PPLNS, factor))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
