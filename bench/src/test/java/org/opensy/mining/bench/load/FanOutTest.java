package org.opensy.mining.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FanOutTest {
  private final FanOut fanOut = new FanOut(2);

  @Test
  void timeBeginsWithTheFirstMinerUnlessTheBlockWasAnnounced() {
    fanOut.known(5);
    fanOut.arrived(6, 1_000_000);
    fanOut.arrived(6, 3_000_000);

    assertThat(fanOut.perMiner().count()).isEqualTo(2);
    assertThat(fanOut.perBlock().millis(1)).isEqualTo(2);
  }

  @Test
  void aBlockThatAMinerLoggedInWithIsNotTimed() {
    fanOut.known(5);
    fanOut.arrived(5, 1_000_000);
    fanOut.known(6);
    fanOut.arrived(6, 2_000_000);

    assertThat(fanOut.perMiner().count()).isZero();
  }
}
