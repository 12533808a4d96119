package org.opensy.mining.pool.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.chain.AcceptedBlock;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.BlockTemplate;
import org.opensy.mining.pool.chain.ChainFormatException;
import org.opensy.mining.pool.chain.ChainVectors;
import org.opensy.mining.pool.config.MapConfig;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.node.BlockTaken;
import org.opensy.mining.pool.node.ChainInfo;
import org.opensy.mining.pool.node.TemplateSource;
import org.opensy.mining.randomx.RandomXKey;

class TemplateFeedTest {
  private static final AcceptedBlock VECTOR = ChainVectors.acceptedBlocks().get(0);
  private static final BlockTemplate FIRST = VECTOR.template();
  private static final Duration OUTAGE = Duration.ofMinutes(5);
  private static final BlockHash NEXT_TIP = BlockHash.ofDisplayHex("ab".repeat(32));

  private final Node node = new Node();
  private final CurrentWork work = new CurrentWork();
  private final List<WorkRenewed> renewals = new ArrayList<>();
  private final List<WorkWithdrawn> withdrawals = new ArrayList<>();
  private Instant now = Instant.ofEpochSecond(FIRST.headerTime());
  private final TemplateFeed feed =
      new TemplateFeed(
          new TemplateFeed.Rules(PoolConfig.read(MapConfig.usable()).chain(), OUTAGE),
          node,
          template -> RandomXKey.ofHex(VECTOR.text("randomx_key")),
          work,
          new TemplateFeed.Events(this::renewed, withdrawals::add),
          () -> now);

  /** A node that says what the test wants. */
  private static final class Node implements TemplateSource {
    private BlockTemplate template = FIRST;
    private String chain = "regtest";
    private boolean broken;
    private int longPolls;
    private int templates;
    private Runnable meanwhile = () -> {};

    @Override
    public BlockTemplate blockTemplate() {
      templates++;
      failIfBroken();
      return template;
    }

    @Override
    public BlockHash bestBlockHash() {
      failIfBroken();
      return template.previousBlockHash();
    }

    private void failIfBroken() {
      if (broken) {
        throw new ChainFormatException("nonsense");
      }
    }

    @Override
    public Optional<BlockTemplate> awaitBlockTemplate(String longPollId) {
      longPolls++;
      meanwhile.run();
      return Optional.of(template);
    }

    @Override
    public ChainInfo chainInfo() {
      return new ChainInfo(chain, 0, 0, template.previousBlockHash(), false);
    }
  }

  private void renewed(WorkRenewed event) {
    assertThat(work.get()).as("set before anybody is told").contains(event.work());
    renewals.add(event);
  }

  @Test
  void workIsSentWhenItIsNewAndNotAgainWhileNothingChanges() {
    feed.look();
    feed.look();
    assertThat(renewals).hasSize(1);
    node.template = on(NEXT_TIP);
    feed.look();
    assertThat(renewals).hasSize(2);
    assertThat(work.get().orElseThrow().previousBlockHash()).isEqualTo(NEXT_TIP);
    assertThat(renewals).allMatch(WorkRenewed::newBlock);
  }

  @Test
  void workIsRenewedForItsTimeByOurClockHoweverWrongTheNodesIs() {
    now = now.plus(Duration.ofHours(5));
    feed.look();
    now = now.plusSeconds(29);
    feed.look();
    assertThat(renewals).hasSize(1);
    now = now.plusSeconds(2);
    feed.look();
    assertThat(renewals).hasSize(2);
    assertThat(renewals.get(1).newBlock()).isFalse();
  }

  @Test
  void minersKeepTheirWorkWhileTheNodeFails() {
    feed.look();
    node.broken = true;
    feed.look();
    assertThat(feed.trouble()).isEqualTo("nonsense");
    assertThat(work.get()).isPresent();
    node.broken = false;
    feed.look();
    assertThat(feed.trouble()).isEmpty();
    assertThat(renewals).hasSize(1);
  }

  @Test
  void afterALongOutageTheWorkIsWithdrawnOnceAndComesBackWithTheNode() {
    feed.look();
    node.broken = true;
    now = now.plus(OUTAGE).minusSeconds(1);
    feed.look();
    assertThat(work.get()).isPresent();
    assertThat(feed.age()).contains(OUTAGE.minusSeconds(1));
    now = now.plusSeconds(1);
    feed.look();
    feed.look();
    assertThat(work.get()).isEmpty();
    assertThat(work.last()).isPresent();
    assertThat(withdrawals).containsExactly(new WorkWithdrawn("nonsense"));
    node.broken = false;
    feed.look();
    assertThat(work.get()).isPresent();
    assertThat(renewals).hasSize(2);
    assertThat(renewals.get(1).newBlock()).isTrue();
  }

  @Test
  void whatTheNodeConfirmsIsNotWithdrawnHoweverOldItIs() {
    feed.look();
    for (int minute = 0; minute < 60; minute++) {
      now = now.plus(Duration.ofMinutes(1));
      feed.look();
    }
    node.broken = true;
    feed.look();
    assertThat(work.get()).isPresent();
    assertThat(withdrawals).isEmpty();
  }

  @Test
  void aNodeOfAnotherChainGivesNoWork() {
    node.chain = "main";
    feed.look();
    assertThat(feed.trouble()).contains("main", "regtest");
    assertThat(work.get()).isEmpty();
    assertThat(renewals).isEmpty();
  }

  @Test
  void theLongPollTakesWhatIsBetterAndNeedsAnIdToWaitWith() {
    assertThat(feed.await()).isFalse();
    feed.look();
    node.template = on(NEXT_TIP);
    assertThat(feed.await()).isEqualTo(!FIRST.longPollId().isEmpty());
  }

  @Test
  void noLongPollWhileTheNodeGivesNoWork() {
    feed.look();
    node.broken = true;
    feed.look();
    assertThat(feed.await()).isFalse();
    assertThat(node.longPolls).isZero();
    assertThat(feed.trouble()).isEqualTo("nonsense");
    node.broken = false;
    feed.look();
    assertThat(feed.await()).isTrue();
    assertThat(node.longPolls).isEqualTo(1);
  }

  @Test
  void workFollowsABlockOfOursAtOnceAndOnceOnly() {
    feed.look();
    node.template = on(NEXT_TIP);
    feed.follow(new BlockTaken(NEXT_TIP, FIRST.header().previousBlockHash()));
    assertThat(work.get().orElseThrow().previousBlockHash()).isEqualTo(NEXT_TIP);
    assertThat(work.isSolved(FIRST.header().previousBlockHash())).isTrue();
    assertThat(work.isSolved(NEXT_TIP)).isFalse();
    assertThat(node.templates).isEqualTo(2);
    feed.follow(new BlockTaken(NEXT_TIP, FIRST.header().previousBlockHash()));
    feed.look();
    assertThat(node.templates).isEqualTo(2);
    assertThat(renewals).hasSize(2);
  }

  @Test
  void aLongPollThatComesAfterSomebodyElseHasRenewedTheWorkAsksForNothing() {
    feed.look();
    node.template = on(NEXT_TIP);
    node.meanwhile =
        () -> feed.follow(new BlockTaken(NEXT_TIP, FIRST.header().previousBlockHash()));
    assertThat(feed.await()).isTrue();
    assertThat(node.templates).isEqualTo(2);
  }

  private static BlockTemplate on(BlockHash tip) {
    BlockTemplate.HeaderFields old = FIRST.header();
    return new BlockTemplate(
        FIRST.height() + 1,
        new BlockTemplate.HeaderFields(
            old.version(), tip, old.bits(), old.minTime(), old.curTime()),
        FIRST.coinbase(),
        FIRST.transactions(),
        FIRST.longPollId());
  }
}
