package org.opensy.mining.coopmine.coordinator.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoolAddressTest {
  @Test
  void readsNamesAndAddresses() {
    assertThat(PoolAddress.parse("stratum+tcp://pool.example:3333"))
        .isEqualTo(new PoolAddress("pool.example", 3333));
    assertThat(PoolAddress.parse("stratum+tcp://[::1]:3333"))
        .isEqualTo(new PoolAddress("::1", 3333))
        .hasToString("[::1]:3333");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pool.example:3333",
        "stratum+ssl://pool.example:3333",
        "stratum+tcp://pool.example",
        "stratum+tcp://pool.example:0",
        "stratum+tcp://pool.example:65536",
        "stratum+tcp://user@pool.example:3333",
        "stratum+tcp://pool.example:3333/path",
        "stratum+tcp://pool example:3333",
        ""
      })
  void refusesEverythingElse(String url) {
    assertThatThrownBy(() -> PoolAddress.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must be stratum+tcp://host:port");
  }
}
