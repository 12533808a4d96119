package org.opensy.mining.pool.stratum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ejb.EJBException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.job.Job;
import org.opensy.mining.pool.job.Nonce;
import org.opensy.mining.pool.job.VectorJobs;
import org.opensy.mining.pool.journal.Tickets;
import org.opensy.mining.pool.ledger.BlockFind;
import org.opensy.mining.pool.ledger.BlockStore;
import org.opensy.mining.pool.ledger.JournaledBlock;
import org.opensy.mining.pool.node.SubmitResult;
import org.opensy.mining.pool.reward.BasisPoints;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.reward.RewardTerms;
import org.opensy.mining.pool.share.ProvenShare;
import org.opensy.mining.pool.share.ShareEntry;

class FoundBlocksTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> events = new ArrayList<>();
  private final CountDownLatch nodeAnswers = new CountDownLatch(1);
  private final Fakes.NoCounters counters = new Fakes.NoCounters();
  private final FoundBlocks blocks = new FoundBlocks();
  private final Fakes.Ledger shares = new Fakes.Ledger(this::say);
  private volatile boolean databaseAway;
  private volatile CountDownLatch databaseHangs = new CountDownLatch(0);

  @BeforeEach
  void wire() {
    blocks.executor = threads;
    BlockStore store =
        new BlockStore() {
          @Override
          public void store(BlockFind find) {
            if (databaseAway) {
              throw new EJBException("away");
            }
            await(databaseHangs);
            say("stored");
          }
        };
    BlockSubmitter submitter =
        new BlockSubmitter() {
          @Override
          SubmitResult submit(BlockHash hash, String hex) {
            await(nodeAnswers);
            say("submitted");
            return new SubmitResult.Accepted();
          }

          @Override
          void note(BlockHash hash, SubmitResult result) {
            say("noted");
          }
        };
    blocks.use(store, submitter, counters, shares);
  }

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void aBlockIsJournaledBeforeItIsSubmittedAndDeletedThereWhenItIsStored() {
    nodeAnswers.countDown();
    take();
    assertThat(blocks.awaitDone(PATIENCE)).isTrue();
    assertThat(events().subList(0, 2)).containsExactly("held", "journaled");
    assertThat(events()).containsSubsequence("share", "stored", "released", "settled", "noted");
    assertThat(events()).containsSubsequence("journaled", "submitted", "noted");
    assertThat(events()).hasSize(8);
    assertThat(counters.blocksAccepted).isEqualTo(1);
  }

  @Test
  void aBlockThatIsJournaledIsSubmittedWhileTheDatabaseHangs() {
    nodeAnswers.countDown();
    databaseHangs = new CountDownLatch(1);
    take();
    while (!events().contains("submitted")) {
      Thread.onSpinWait();
    }
    assertThat(events()).doesNotContain("stored");
    databaseHangs.countDown();
    assertThat(blocks.awaitDone(PATIENCE)).isTrue();
    assertThat(events()).containsSubsequence("submitted", "stored", "released", "settled", "noted");
  }

  @Test
  void aBlockThatTheJournalDoesNotTakeIsStoredBeforeItIsSubmitted() {
    nodeAnswers.countDown();
    shares.journal = Optional.empty();
    take();
    assertThat(blocks.awaitDone(PATIENCE)).isTrue();
    assertThat(events())
        .containsExactly("held", "journaled", "share", "stored", "submitted", "released", "noted");
  }

  @Test
  void aBlockThatTheDatabaseDoesNotTakeIsSubmittedAndStoredLater() {
    nodeAnswers.countDown();
    databaseAway = true;
    take();
    assertThat(blocks.awaitDone(PATIENCE)).isTrue();
    assertThatThrownBy(blocks::storeLate).isInstanceOf(EJBException.class);
    assertThat(events())
        .containsExactlyInAnyOrder("held", "journaled", "share", "submitted", "share");
    databaseAway = false;
    blocks.storeLate();
    blocks.storeLate();
    assertThat(events().subList(5, events().size()))
        .containsExactly("share", "stored", "released", "settled", "noted");
  }

  @Test
  void onlyABlockThatIsNowhereElseGoesIntoTheLog() {
    nodeAnswers.countDown();
    databaseAway = true;
    try (CapturedLog log = CapturedLog.of(FoundBlocks.class)) {
      take();
      assertThat(blocks.awaitDone(PATIENCE)).isTrue();
      assertThat(log.text()).contains("POOL-2002").doesNotContain("hex=");
      shares.journal = Optional.empty();
      take();
      assertThat(blocks.awaitDone(PATIENCE)).isTrue();
      assertThat(log.text()).contains("hex=" + find().block().block().toHex());
    }
  }

  @Test
  void aBlockOfAFormerRunIsSubmittedAndStored() {
    nodeAnswers.countDown();
    shares.left = List.of(new JournaledBlock(find(), Tickets.next()));
    blocks.resume();
    assertThat(blocks.awaitDone(PATIENCE)).isTrue();
    assertThat(events())
        .containsExactlyInAnyOrder("share", "stored", "submitted", "released", "settled", "noted");
  }

  @Test
  void theStopWaitsForABlockUnderWayButNotForever() {
    take();
    assertThat(blocks.awaitDone(Duration.ofMillis(50))).isFalse();
  }

  @Test
  void theStopHasNothingToWaitForWithoutABlock() {
    assertThat(blocks.awaitDone(Duration.ofMillis(50))).isTrue();
  }

  private void take() {
    blocks.take(find());
  }

  private static BlockFind find() {
    Job job = VectorJobs.jobOf(Fakes.VECTOR);
    Nonce nonce = new Nonce(1);
    ShareEntry share =
        Fakes.entry(
            new ProvenShare(job, nonce, Fakes.VECTOR.powHash()), Fakes.miner(RewardScheme.PPLNS));
    return BlockFind.of(
        job.solvedBy(nonce, Fakes.VECTOR.powHash()),
        job,
        share,
        new RewardTerms(RewardScheme.PPLNS, BasisPoints.ZERO, BigDecimal.TEN));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void say(String event) {
    events.add(event);
  }

  private synchronized List<String> events() {
    return List.copyOf(events);
  }
}
