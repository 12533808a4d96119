package org.opensy.mining.pool.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.block.Block;
import org.opensy.mining.pool.block.BlockStatus;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.ledger.BlockShare;
import org.opensy.mining.pool.live.LiveChannel;
import org.opensy.mining.pool.live.LiveData;
import org.opensy.mining.pool.live.LiveEvent;
import org.opensy.mining.pool.money.MinerBalance;
import org.opensy.mining.pool.report.ListedBlock;
import org.opensy.mining.pool.reward.BasisPoints;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.reward.RewardTerms;
import org.opensy.mining.pool.share.ShareKey;
import org.opensy.mining.pool.web.LiveViews;
import org.opensy.mining.pool.web.OriginalMessage;

/** What goes over the wire. */
class LiveFormatsTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00.123456Z");
  private static final Address MINER =
      Address.parse("rsyl1q8gmc7m9wyruyl7xwj3gevpc2syzr3e9mu2jzya", Network.REGTEST);
  private static final String HASH = "0123456789abcdef".repeat(4);
  private static final LiveEvent STATS =
      LiveEvent.of(
          LiveChannel.STATS,
          new LiveData.Stats(7L, 1L, 2L, null, BigInteger.ONE.shiftLeft(64), 12L),
          NOW);
  private static final LiveEvent SHARE =
      LiveEvent.of(
          LiveChannel.SHARES,
          new LiveData.Share(MINER.toString(), "", Optional.of(5L), true, NOW),
          NOW);
  private static final LiveEvent FIGURES =
      LiveEvent.of(
          LiveChannel.of(MINER),
          new LiveData.Miner(
              MINER,
              Optional.of(9L),
              Optional.empty(),
              new MinerBalance(Amount.ofSyl(1), Amount.ZERO, Amount.ZERO, Amount.ZERO)),
          NOW);

  private final StreamFormat stream = new StreamFormat(new LiveViews(null));
  private final SocketFormat socket = new SocketFormat();

  @Test
  void statisticsFollowTheHouseRulesInAStreamAndTheOriginalInASocket() {
    assertThat(STATS.text(stream))
        .isEqualTo(
            "event: stats\ndata: {\"blocks_found\":null,\"difficulty\":\"18446744073709551616\","
                + "\"hashrate\":7,\"height\":12,\"miners\":1,\"workers\":2}\n\n");
    assertThat(STATS.text(socket))
        .isEqualTo(
            "{\"data\":{\"blocks_found\":null,\"difficulty\":18446744073709551616,\"hashrate\":7,"
                + "\"height\":12,\"miners\":1,\"workers\":2},\"timestamp\":1795867200,"
                + "\"type\":\"stats\"}");
  }

  @Test
  void aShareNamesNoWorkerThatHasNoPublicName() {
    assertThat(SHARE.text(stream))
        .startsWith("event: share\ndata: {")
        .contains("\"worker\":null", "\"difficulty\":\"5\"", "\"at\":\"2026-11-28T12:00:00.123Z\"");
    assertThat(SHARE.text(socket))
        .contains(
            "\"type\":\"new_share\"",
            "\"worker_name\":\"\"",
            "\"difficulty\":5",
            "\"miner_address\":\"" + MINER + "\"",
            "\"valid\":true");
  }

  @Test
  void aMinersEventIsNamedAfterIt() {
    assertThat(FIGURES.text(stream))
        .startsWith("event: miner:" + MINER + "\ndata: {")
        .contains(
            "\"hashrate\":{\"hour\":null,\"ten_minutes\":9}",
            "\"immature\":{\"amount\":\"1.00000000\",\"amount_units\":\"100000000\"}");
    assertThat(FIGURES.text(socket)).contains("\"type\":\"miner\"", "\"ten_minutes\":9");
  }

  @Test
  void aSocketIsToldOfNewBlocksAlone() {
    assertThat(block(true).text(socket))
        .isEqualTo(
            "{\"data\":{\"hash\":\""
                + HASH
                + "\",\"height\":1234,\"miner_address\":\""
                + MINER
                + "\",\"reward\":10000.00000000,\"timestamp\":1795867200},"
                + "\"timestamp\":1795867200,\"type\":\"new_block\"}");
    assertThat(block(false).text(socket)).isEmpty();
  }

  private static LiveEvent block(boolean isNew) {
    Block block =
        new Block(
            1,
            new Block.Place(BlockHash.ofDisplayHex(HASH), 1234),
            new Block.Finder(
                new BlockShare(new ShareKey(1, "2", 3, NOW), RewardScheme.PPLNS, MINER.toString()),
                "rig"),
            new Block.Pay(
                Amount.ofSyl(10_000),
                new RewardTerms(RewardScheme.PPLNS, BasisPoints.ZERO, BigDecimal.ONE),
                BigInteger.TEN),
            new Block.Outcome(BlockStatus.ACCEPTED, NOW, Optional.empty()));
    return LiveEvent.of(
        LiveChannel.BLOCKS,
        new LiveData.Block(new ListedBlock(block, Optional.empty()), isNew),
        NOW);
  }

  @Test
  void answersAreWhatTheyAre() {
    assertThat(OriginalMessage.pong(NOW))
        .isEqualTo("{\"data\":null,\"timestamp\":1795867200,\"type\":\"pong\"}");
    assertThat(OriginalMessage.done("subscribe", LiveChannel.STATS, NOW))
        .isEqualTo(
            "{\"data\":{\"channel\":\"stats\"},\"timestamp\":1795867200,\"type\":\"subscribe\"}");
    assertThat(OriginalMessage.error("unknown_channel", NOW))
        .contains("\"type\":\"error\"", "\"code\":\"unknown_channel\"");
  }
}
