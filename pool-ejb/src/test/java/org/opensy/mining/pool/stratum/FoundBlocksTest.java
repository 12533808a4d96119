package org.opensy.mining.pool.stratum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ejb.EJBException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
import org.opensy.mining.pool.ledger.BlockFind;
import org.opensy.mining.pool.ledger.BlockStore;
import org.opensy.mining.pool.ledger.ShareEntry;
import org.opensy.mining.pool.node.SubmitResult;
import org.opensy.mining.pool.reward.BasisPoints;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.reward.RewardTerms;
import org.opensy.mining.pool.share.ProvenShare;

class FoundBlocksTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> events = new ArrayList<>();
  private final CountDownLatch nodeAnswers = new CountDownLatch(1);
  private final Fakes.NoCounters counters = new Fakes.NoCounters();
  private final FoundBlocks blocks = new FoundBlocks();
  private final Fakes.Ledger shares = new Fakes.Ledger(this::say);
  private volatile boolean databaseAway;

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
            say("stored");
          }
        };
    BlockSubmitter submitter =
        new BlockSubmitter() {
          @Override
          SubmitResult submit(BlockHash hash, String hex) {
            awaitNode();
            say("submitted");
            return new SubmitResult.Accepted();
          }
        };
    blocks.use(store, submitter, counters, shares);
  }

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void aBlockIsStoredWithItsShareBeforeItIsSubmitted() {
    nodeAnswers.countDown();
    take();
    assertThat(blocks.awaitDone(PATIENCE)).isTrue();
    assertThat(events()).containsExactly("held", "share", "stored", "released", "submitted");
    assertThat(counters.blocksAccepted).isEqualTo(1);
  }

  @Test
  void aBlockThatTheDatabaseDoesNotTakeIsSubmittedAndStoredLater() {
    nodeAnswers.countDown();
    databaseAway = true;
    take();
    assertThat(blocks.awaitDone(PATIENCE)).isTrue();
    assertThatThrownBy(blocks::storeLate).isInstanceOf(EJBException.class);
    assertThat(events()).containsExactly("held", "share", "submitted", "share");
    databaseAway = false;
    blocks.storeLate();
    blocks.storeLate();
    assertThat(events().subList(4, 7)).containsExactly("share", "stored", "released");
    assertThat(events()).hasSize(7);
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
    Job job = VectorJobs.jobOf(Fakes.VECTOR);
    Nonce nonce = new Nonce(1);
    ShareEntry share =
        Fakes.entry(
            new ProvenShare(job, nonce, Fakes.VECTOR.powHash()), Fakes.miner(RewardScheme.PPLNS));
    blocks.take(
        new BlockFind(
            job.solvedBy(nonce, Fakes.VECTOR.powHash()),
            job,
            share,
            new RewardTerms(RewardScheme.PPLNS, BasisPoints.ZERO, BigDecimal.TEN)));
  }

  private void awaitNode() {
    try {
      assertThat(nodeAnswers.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
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
