package org.opensy.mining.pool.web.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.live.LiveChannel;
import org.opensy.mining.pool.web.BadParameterException;

class StreamQueryTest {
  private static final String MINER = "rsyl1q8gmc7m9wyruyl7xwj3gevpc2syzr3e9mu2jzya";

  private static Map<String, String[]> asked(String... values) {
    return Map.of("channels", values);
  }

  @Test
  void channelsAreAListOfNames() {
    LiveChannel miner = LiveChannel.of(Address.parse(MINER, Network.REGTEST));

    assertThat(
            StreamQuery.channels(
                asked("stats,blocks,payments,shares,miner:" + MINER.toUpperCase(Locale.ROOT)),
                Network.REGTEST))
        .containsExactlyInAnyOrder(
            LiveChannel.STATS, LiveChannel.BLOCKS, LiveChannel.PAYMENTS, LiveChannel.SHARES, miner);
    assertThat(miner).hasToString("miner:" + MINER);
  }

  static Stream<Map<String, String[]>> refused() {
    return Stream.of(
        Map.of(),
        asked(""),
        asked("stats,"),
        asked("STATS"),
        asked("stats blocks"),
        asked("miner:"),
        asked("miner:nobody"),
        asked("miner:syl1qvg2uuau5xegn0nt8fly5m2xm84uvgn3m3aermx"),
        asked("stats", "blocks"),
        asked("stats" + ",stats".repeat(10)),
        Map.of("channels", new String[] {"stats"}, "other", new String[] {"1"}));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void anythingElseIsRefused(Map<String, String[]> parameters) {
    assertThatThrownBy(() -> StreamQuery.channels(parameters, Network.REGTEST))
        .isInstanceOf(BadParameterException.class);
  }
}
