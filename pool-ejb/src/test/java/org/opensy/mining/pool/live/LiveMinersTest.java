package org.opensy.mining.pool.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.money.MinerBalance;

class LiveMinersTest {
  private static final MinerBalance NOTHING =
      new MinerBalance(Amount.ZERO, Amount.ZERO, Amount.ZERO, Amount.ZERO);

  private final Listening listening = new Listening();
  private final List<Address> read = new ArrayList<>();
  private long rate = 1000;
  private final LiveMiners miners =
      new LiveMiners(
          listening.hub,
          miner -> {
            read.add(miner);
            return new LiveData.Miner(miner, Optional.of(rate), Optional.empty(), NOTHING);
          },
          listening);
  private final FakeSink sink = new FakeSink();
  private final LiveChannel channel = LiveChannel.of(Listening.miner(1));

  @Test
  void aMinerIsReadEveryFiveSecondsHoweverManyListenAndNotWithoutThem() {
    miners.look();
    assertThat(read).isEmpty();
    LiveClient one = listening.join(sink, channel);
    LiveClient other = listening.join(new FakeSink(), channel);
    miners.look();
    listening.pass(LiveMiners.BETWEEN.minusMillis(1));
    miners.look();
    assertThat(read).hasSize(1);
    listening.pass(Duration.ofMillis(1));
    miners.look();
    assertThat(read).hasSize(2);
    one.end(LiveEnd.GONE);
    other.end(LiveEnd.GONE);
    listening.pass(LiveMiners.BETWEEN);
    miners.look();
    assertThat(read).hasSize(2);
  }

  @Test
  void figuresAreToldAtFirstAndWhenTheyHaveChanged() {
    listening.join(sink, channel);
    for (long next : new long[] {1000, 1000, 2000}) {
      rate = next;
      miners.look();
      listening.pass(LiveMiners.BETWEEN);
    }

    assertThat(sink.data())
        .filteredOn(LiveData.Miner.class::isInstance)
        .extracting(each -> ((LiveData.Miner) each).tenMinutes())
        .containsExactly(Optional.of(1000L), Optional.of(2000L));
  }

  @Test
  void whoComesLaterHearsTheLatestFiguresAtOnce() {
    listening.join(new FakeSink(), channel);
    miners.look();
    listening.join(sink, channel);

    assertThat(sink.data()).anyMatch(LiveData.Miner.class::isInstance);
  }
}
