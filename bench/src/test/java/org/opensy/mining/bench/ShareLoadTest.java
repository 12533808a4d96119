package org.opensy.mining.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ShareLoadTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void rateLeavesOutTheSlowBeginningAndTheSlowEnd() {
    // Two threads, a share a second each: the first pair late, then a lone last one.
    double rate =
        ShareLoad.rate(
            2,
            7 * SECOND,
            7 * SECOND,
            8 * SECOND,
            8 * SECOND,
            9 * SECOND,
            9 * SECOND,
            20 * SECOND,
            30 * SECOND);
    assertThat(rate).isCloseTo(2, within(1e-9));
  }

  @Test
  void answersMayComeInAnyOrder() {
    assertThat(ShareLoad.rate(1, 3 * SECOND, 1 * SECOND, 4 * SECOND, 2 * SECOND))
        .isEqualTo(ShareLoad.rate(1, 1 * SECOND, 2 * SECOND, 3 * SECOND, 4 * SECOND))
        .isCloseTo(1, within(1e-9));
  }

  @Test
  void tooFewSharesHaveNoRate() {
    assertThatThrownBy(() -> ShareLoad.rate(2, 1, 2, 3, 4)).hasMessageContaining("too few");
  }
}
