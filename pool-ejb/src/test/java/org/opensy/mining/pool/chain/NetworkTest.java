package org.opensy.mining.pool.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NetworkTest {

  @Test
  void everyNetworkIsFoundByItsName() {
    for (Network network : Network.values()) {
      assertThat(Network.ofChainName(network.chainName())).isEqualTo(network);
    }
  }

  @Test
  void anUnknownNameSaysWhichOnesThereAre() {
    assertThatThrownBy(() -> Network.ofChainName("signet"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("signet")
        .hasMessageContaining("main, test or regtest");
  }
}
