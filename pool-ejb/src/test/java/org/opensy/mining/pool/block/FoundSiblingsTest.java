package org.opensy.mining.pool.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.journal.JournalTicket;
import org.opensy.mining.pool.journal.Tickets;
import org.opensy.mining.pool.ledger.BlockFind;
import org.opensy.mining.pool.ledger.BlockJournal;
import org.opensy.mining.pool.ledger.JournaledBlock;
import org.opensy.mining.pool.metrics.CountedMetrics;
import org.opensy.mining.pool.node.BlockTaken;
import org.opensy.mining.pool.node.SubmitResult;
import org.opensy.mining.pool.share.ShareEntry;
import org.opensy.mining.pool.sql.DatabaseException;
import org.opensy.mining.pool.sql.Failures;
import org.opensy.mining.pool.sql.Transaction;

/** Of our blocks on one parent one is on its way at a time. */
class FoundSiblingsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final SubmitResult ACCEPTED = new SubmitResult.Accepted();
  private static final SubmitResult REFUSED = new SubmitResult.Refused("bad-cb-amount");
  private static final String KEPT_BACK = "kept back";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountedMetrics metrics = new CountedMetrics();
  private final Nodes nodes = new Nodes();
  private final Journal journal = new Journal();
  private final Map<BlockHash, String> notes = new ConcurrentHashMap<>();
  private volatile boolean databaseAway;
  private FoundBlocks blocks;

  @BeforeEach
  void wire() {
    BlockKeeping keeping =
        new BlockKeeping(
            find -> store(),
            (hash, result) ->
                notes.merge(
                    hash,
                    result.map(Object::toString).orElse(KEPT_BACK),
                    // As the table: what the nodes have said is not taken back.
                    (old, now) -> now.equals(KEPT_BACK) ? old : now),
            journal);
    keeping.executor = threads;
    blocks = new FoundBlocks(keeping, nodes, new BlockCounters(metrics));
    blocks.executor = threads;
  }

  private void store() {
    if (databaseAway) {
      throw Failures.withState("08006");
    }
  }

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void ofFortyBlocksOnOneParentOneGoesOut() {
    take(0, 40);
    until(() -> notes.size() == 39);
    assertThat(nodes.submitted()).hasSize(1);
    nodes.answer(0, ACCEPTED);
    assertThat(blocks.awaitDone(PATIENCE)).isTrue();
    assertThat(nodes.submitted()).hasSize(1);
    assertThat(notes.values()).filteredOn(KEPT_BACK::equals).hasSize(39);
    assertThat(metrics.count("blocks_found")).isEqualTo(40);
    assertThat(metrics.count("blocks_siblings")).isEqualTo(39);
    assertThat(metrics.count("blocks_siblings_sent")).isZero();
    assertThat(metrics.count("blocks_accepted")).isEqualTo(1);
  }

  @Test
  void aBlockOnAParentThatHasOneOfOursOnItIsKeptBack() {
    take(0, 1);
    nodes.answer(0, ACCEPTED);
    assertThat(blocks.awaitDone(PATIENCE)).isTrue();
    blocks.take(Finds.find(0, 1));
    assertThat(blocks.awaitDone(PATIENCE)).isTrue();
    assertThat(nodes.submitted()).hasSize(1);
    assertThat(notes).containsEntry(hash(0, 1), KEPT_BACK);
  }

  @Test
  void theNextGoesOutOnlyIfTheFirstIsRefusedOrLosesOneAtATime() {
    take(0, 4);
    until(() -> notes.size() == 3);
    nodes.answer(0, REFUSED);
    until(() -> nodes.submitted().size() == 2);
    nodes.answer(1, new SubmitResult.Inconclusive());
    until(() -> nodes.submitted().size() == 3);
    nodes.answer(2, ACCEPTED);
    assertThat(blocks.awaitDone(PATIENCE)).isTrue();
    assertThat(nodes.submitted()).hasSize(3).doesNotHaveDuplicates();
    assertThat(notes.values())
        .containsExactlyInAnyOrder(
            REFUSED.toString(),
            new SubmitResult.Inconclusive().toString(),
            ACCEPTED.toString(),
            KEPT_BACK);
    assertThat(metrics.count("blocks_siblings_sent")).isEqualTo(2);
  }

  @Test
  void aBlockOnAnotherParentWaitsForNobody() {
    blocks.take(Finds.find(0, 0));
    until(() -> nodes.submitted().size() == 1);
    blocks.take(Finds.find(1, 0));
    until(() -> nodes.submitted().size() == 2);
    nodes.answer(1, ACCEPTED);
    nodes.answer(0, ACCEPTED);
    assertThat(blocks.awaitDone(PATIENCE)).isTrue();
  }

  @Test
  void siblingsStayBackWhileNobodyCanSayWhatBecameOfTheFirst() {
    take(0, 2);
    nodes.answer(0, new SubmitResult.Unknown("no answer in time"));
    assertThat(blocks.awaitDone(PATIENCE)).isTrue();
    assertThat(nodes.submitted()).hasSize(1);
    assertThat(notes).hasSize(2).containsValue(KEPT_BACK);
  }

  @Test
  void aSiblingThatTheDatabaseDoesNotTakeIsInTheJournalGoesOutAndIsStoredLater() {
    databaseAway = true;
    take(0, 2);
    until(() -> metrics.count("blocks_siblings") == 1);
    nodes.answer(0, REFUSED);
    until(() -> nodes.submitted().size() == 2);
    nodes.answer(1, ACCEPTED);
    assertThat(blocks.awaitDone(PATIENCE)).isTrue();
    assertThat(notes).isEmpty();
    assertThat(journal.settled).isZero();
    databaseAway = false;
    blocks.storeLate();
    assertThat(notes.values()).containsExactlyInAnyOrder(REFUSED.toString(), ACCEPTED.toString());
    assertThat(journal.settled).isEqualTo(2);
    assertThat(journal.held).isZero();
  }

  @Test
  void whoeverWantsWorkHearsOfABlockThatWasTakenAndOfNoOther() {
    take(0, 2);
    nodes.answer(0, REFUSED);
    until(() -> nodes.submitted().size() == 2);
    nodes.answer(1, ACCEPTED);
    until(() -> !nodes.taken().isEmpty());
    assertThat(blocks.awaitDone(PATIENCE)).isTrue();
    assertThat(nodes.taken())
        .containsExactly(
            new BlockTaken(nodes.submitted().get(1), Finds.find(0, 0).block().parent()));
  }

  @Test
  void afterARestartASiblingOfWhatTheDatabaseKnowsIsStillOne() {
    nodes.afterAnother = true;
    journal.left = List.of(new JournaledBlock(Finds.find(0, 1), Tickets.next()));
    blocks.resume();
    assertThat(blocks.awaitDone(PATIENCE)).isTrue();
    assertThat(nodes.submitted()).isEmpty();
    assertThat(notes).containsEntry(hash(0, 1), KEPT_BACK);
  }

  @Test
  void afterARestartOneOfThoseInTheJournalGoesOut() {
    journal.left =
        List.of(
            new JournaledBlock(Finds.find(0, 1), Tickets.next()),
            new JournaledBlock(Finds.find(0, 2), Tickets.next()));
    blocks.resume();
    until(() -> notes.size() == 1);
    nodes.answer(0, ACCEPTED);
    assertThat(blocks.awaitDone(PATIENCE)).isTrue();
    assertThat(nodes.submitted()).hasSize(1);
    assertThat(notes).hasSize(2).containsValue(KEPT_BACK);
  }

  @Test
  void aDatabaseThatCannotSayKeepsNoBlockFromTheNodes() {
    nodes.failure = new DatabaseException("away");
    journal.left = List.of(new JournaledBlock(Finds.find(0, 1), Tickets.next()));
    blocks.resume();
    nodes.answer(0, ACCEPTED);
    assertThat(blocks.awaitDone(PATIENCE)).isTrue();
    assertThat(nodes.submitted()).hasSize(1);
  }

  private void take(int vector, int count) {
    for (int nonce = 0; nonce < count; nonce++) {
      blocks.take(Finds.find(vector, nonce));
      until(() -> !nodes.submitted().isEmpty());
    }
  }

  private static BlockHash hash(int vector, int nonce) {
    return Finds.find(vector, nonce).block().hash();
  }

  private static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  /** Answers each block when it is told to, in the order in which they came. Thread-safe. */
  private static final class Nodes implements FoundBlocks.Nodes {
    private final List<BlockHash> submitted = new ArrayList<>();
    private final List<BlockTaken> taken = new ArrayList<>();
    private final Map<Integer, CompletableFuture<SubmitResult>> answers = new ConcurrentHashMap<>();
    private volatile boolean afterAnother;
    private volatile DatabaseException failure;

    @Override
    public SubmitResult submit(BlockHash hash, String hex) {
      return answer(add(hash)).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    private synchronized int add(BlockHash hash) {
      submitted.add(hash);
      return submitted.size() - 1;
    }

    private CompletableFuture<SubmitResult> answer(int number) {
      return answers.computeIfAbsent(number, n -> new CompletableFuture<>());
    }

    void answer(int number, SubmitResult result) {
      answer(number).complete(result);
    }

    synchronized List<BlockHash> submitted() {
      return List.copyOf(submitted);
    }

    synchronized List<BlockTaken> taken() {
      return List.copyOf(taken);
    }

    @Override
    public boolean isAfterAnother(BlockHash hash) {
      if (failure != null) {
        throw failure;
      }
      return afterAnother;
    }

    @Override
    public synchronized void taken(BlockTaken block) {
      taken.add(block);
    }
  }

  /** Takes every block. Thread-safe. */
  private static final class Journal implements BlockJournal {
    private List<JournaledBlock> left = List.of();
    private int settled;
    private int held;

    @Override
    public CompletionStage<Optional<JournalTicket>> record(BlockFind find) {
      return CompletableFuture.completedStage(Optional.of(Tickets.next()));
    }

    @Override
    public synchronized void settle(JournalTicket ticket) {
      settled++;
    }

    @Override
    public List<JournaledBlock> blocks() {
      return left;
    }

    @Override
    public synchronized void hold(ShareEntry entry) {
      held++;
    }

    @Override
    public synchronized void release(ShareEntry entry) {
      held--;
    }

    @Override
    public void store(ShareEntry entry, Consumer<Transaction> along) {
      throw new AssertionError("the store of blocks is another one here");
    }
  }
}
