package org.opensy.mining.pool.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.chain.AcceptedBlock;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.ChainVectors;
import org.opensy.mining.pool.job.Job;
import org.opensy.mining.pool.job.Nonce;
import org.opensy.mining.pool.job.VectorJobs;
import org.opensy.mining.pool.journal.JournalTicket;
import org.opensy.mining.pool.journal.Tickets;
import org.opensy.mining.pool.ledger.BlockFind;
import org.opensy.mining.pool.ledger.BlockJournal;
import org.opensy.mining.pool.ledger.JournaledBlock;
import org.opensy.mining.pool.metrics.CountedMetrics;
import org.opensy.mining.pool.node.BlockTaken;
import org.opensy.mining.pool.node.SubmitResult;
import org.opensy.mining.pool.reward.BasisPoints;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.reward.RewardTerms;
import org.opensy.mining.pool.share.Contributor;
import org.opensy.mining.pool.share.ProvenShare;
import org.opensy.mining.pool.share.ShareEntry;
import org.opensy.mining.pool.sql.DatabaseException;
import org.opensy.mining.pool.sql.Failures;
import org.opensy.mining.pool.sql.Transaction;
import org.opensy.mining.pool.stratum.CapturedLog;

class FoundBlocksTest {
  private static final AcceptedBlock VECTOR = ChainVectors.acceptedBlocks().get(0);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> events = new ArrayList<>();
  private final CountDownLatch nodeAnswers = new CountDownLatch(1);
  private final CountedMetrics metrics = new CountedMetrics();
  private final Shares shares = new Shares();
  private FoundBlocks blocks;
  private volatile boolean databaseAway;
  private volatile CountDownLatch databaseHangs = new CountDownLatch(0);

  @BeforeEach
  void wire() {
    BlockKeeping keeping =
        new BlockKeeping(find -> store(), (hash, result) -> say("noted"), shares);
    keeping.executor = threads;
    blocks = new FoundBlocks(keeping, new Nodes(), new BlockCounters(metrics));
    blocks.executor = threads;
  }

  private void store() {
    say("share");
    if (databaseAway) {
      throw Failures.withState("08006");
    }
    await(databaseHangs);
    say("stored");
  }

  /** Takes each block as soon as it answers. */
  private final class Nodes implements FoundBlocks.Nodes {
    @Override
    public SubmitResult submit(BlockHash hash, String hex) {
      await(nodeAnswers);
      say("submitted");
      return new SubmitResult.Accepted();
    }

    @Override
    public boolean isAfterAnother(BlockHash hash) {
      return false;
    }

    @Override
    public void taken(BlockTaken block) {}
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
    assertThat(metrics.count("blocks_accepted")).isEqualTo(1);
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
    assertThatThrownBy(blocks::storeLate).isInstanceOf(DatabaseException.class);
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
    try (CapturedLog log = CapturedLog.of(BlockKeeping.class)) {
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
    Job job = VectorJobs.jobOf(VECTOR);
    Nonce nonce = new Nonce(1);
    ShareEntry share =
        ShareEntry.of(
            new ProvenShare(job, nonce, VECTOR.powHash()),
            Instant.EPOCH,
            new Contributor(
                "rsyl1qwa88cugm29ssakypw5q5j9aktvxpnkjfsvn6gv", "rig", RewardScheme.PPLNS),
            BasisPoints.ZERO);
    return BlockFind.of(
        job.solvedBy(nonce, VECTOR.powHash()),
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

  /** Says what it is asked for. */
  private final class Shares implements BlockJournal {
    private Optional<JournalTicket> journal = Optional.of(Tickets.next());
    private List<JournaledBlock> left = List.of();

    @Override
    public CompletionStage<Optional<JournalTicket>> record(BlockFind find) {
      say("journaled");
      return CompletableFuture.completedStage(journal);
    }

    @Override
    public void settle(JournalTicket ticket) {
      say("settled");
    }

    @Override
    public List<JournaledBlock> blocks() {
      return left;
    }

    @Override
    public void hold(ShareEntry entry) {
      say("held");
    }

    @Override
    public void release(ShareEntry entry) {
      say("released");
    }

    @Override
    public void store(ShareEntry entry, Consumer<Transaction> along) {
      throw new AssertionError("the store of blocks is another one here");
    }
  }
}
