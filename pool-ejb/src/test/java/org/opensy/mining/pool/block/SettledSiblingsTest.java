package org.opensy.mining.pool.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.ledger.BlockFind;
import org.opensy.mining.pool.ledger.Database;
import org.opensy.mining.pool.ledger.Ledgers;
import org.opensy.mining.pool.ledger.Shares;
import org.opensy.mining.pool.metrics.CountedMetrics;
import org.opensy.mining.pool.node.BlockHeaderInfo;
import org.opensy.mining.pool.node.NodeClient;
import org.opensy.mining.pool.node.SubmitResult;
import org.opensy.mining.pool.sql.Transaction;

/**
 * What the table says of blocks on one parent, and what follows from it: whatever crashed before.
 */
class SettledSiblingsTest {
  private static final SubmitResult ACCEPTED = new SubmitResult.Accepted();
  private static final SubmitResult REFUSED = new SubmitResult.Refused("bad-cb-amount");

  private final CountedMetrics metrics = new CountedMetrics();
  private final Node node = new Node();
  private DataSource database;
  private BlockStore store;
  private BlockSubmitter submitter;
  private Instant now = Shares.NOON;

  @BeforeEach
  void open() throws SQLException {
    database = Database.migrated();
    Ledgers.partitions(database, Instant.EPOCH, 2);
    store = new BlockStore(database, Ledgers.journal(database), () -> now);
    submitter = new BlockSubmitter(node, store, new BlockCounters(metrics));
  }

  @Test
  void aSiblingOfABlockOnTheChainStaysBackUntilThatIsBuriedAndIsGivenUpThen() {
    BlockHash first = block(0, 1, BlockStatus.ACCEPTED);
    BlockHash sibling = block(0, 2, BlockStatus.SIBLING);
    BlockHash another = block(1, 3, BlockStatus.ACCEPTED);
    BlockHash anothersSibling = block(1, 4, BlockStatus.SIBLING);
    settle();
    move(first, BlockStatus.IMMATURE);
    settle();
    assertThat(status(sibling)).isEqualTo(BlockStatus.SIBLING);
    move(first, BlockStatus.MATURED);
    settle();
    assertThat(status(sibling)).isEqualTo(BlockStatus.SUPERSEDED);
    assertThat(status(anothersSibling)).isEqualTo(BlockStatus.SIBLING);
    assertThat(status(another)).isEqualTo(BlockStatus.ACCEPTED);
    assertThat(metrics.count("blocks_superseded")).isEqualTo(1);
    assertThat(node.submitted).isEmpty();
  }

  @Test
  void siblingsOfARefusedBlockGoOutOneByOneUntilOneIsTaken() {
    block(0, 1, BlockStatus.REFUSED);
    BlockHash second = block(0, 2, BlockStatus.SIBLING);
    BlockHash third = block(0, 3, BlockStatus.SIBLING);
    BlockHash fourth = block(0, 4, BlockStatus.SIBLING);
    node.answers.put(second, REFUSED);
    node.answers.put(third, ACCEPTED);
    settle();
    assertThat(node.submitted).containsExactly(second, third);
    assertThat(status(second)).isEqualTo(BlockStatus.REFUSED);
    assertThat(status(third)).isEqualTo(BlockStatus.ACCEPTED);
    assertThat(status(fourth)).isEqualTo(BlockStatus.SIBLING);
    assertThat(metrics.count("blocks_siblings_sent")).isEqualTo(2);
  }

  @Test
  void siblingsOfABlockThatLeftTheChainGoOut() {
    BlockHash first = block(0, 1, BlockStatus.ACCEPTED);
    BlockHash sibling = block(0, 2, BlockStatus.SIBLING);
    move(first, BlockStatus.INCONCLUSIVE);
    node.answers.put(sibling, new SubmitResult.Inconclusive());
    settle();
    assertThat(status(sibling)).isEqualTo(BlockStatus.INCONCLUSIVE);
  }

  @Test
  void siblingsWaitForABlockOfWhichNobodyCanSay() {
    BlockHash first = block(0, 1, BlockStatus.UNKNOWN);
    BlockHash sibling = block(0, 2, BlockStatus.SIBLING);
    node.answers.put(first, new SubmitResult.Unknown("no answer in time"));
    settle();
    assertThat(node.submitted).containsExactly(first);
    assertThat(status(sibling)).isEqualTo(BlockStatus.SIBLING);
    node.answers.put(first, REFUSED);
    node.answers.put(sibling, ACCEPTED);
    settle();
    assertThat(status(first)).isEqualTo(BlockStatus.REFUSED);
    assertThat(status(sibling)).isEqualTo(BlockStatus.ACCEPTED);
  }

  /** The first was sent and taken; neither that nor that the others are siblings was noted. */
  @Test
  void afterACrashWhatTheNodeHasIsSettledFirstAndTheOthersAreSiblings() {
    BlockHash sibling = block(0, 1, BlockStatus.FOUND);
    BlockHash first = block(0, 2, BlockStatus.FOUND);
    BlockHash late = block(0, 3, BlockStatus.FOUND);
    node.known.put(first, 1);
    settle();
    assertThat(status(first)).isEqualTo(BlockStatus.ACCEPTED);
    assertThat(status(sibling)).isEqualTo(BlockStatus.SIBLING);
    assertThat(status(late)).isEqualTo(BlockStatus.SIBLING);
    assertThat(node.submitted).isEmpty();
  }

  /** Nothing was sent. */
  @Test
  void afterACrashTheOldestGoesOutAndTheOthersAreSiblings() {
    BlockHash first = block(0, 1, BlockStatus.FOUND);
    BlockHash sibling = block(0, 2, BlockStatus.FOUND);
    node.answers.put(first, ACCEPTED);
    settle();
    assertThat(node.submitted).containsExactly(first);
    assertThat(status(first)).isEqualTo(BlockStatus.ACCEPTED);
    assertThat(status(sibling)).isEqualTo(BlockStatus.SIBLING);
    assertThat(metrics.count("blocks_siblings")).isEqualTo(1);
  }

  /** That the first was refused was noted, the next was not sent any more. */
  @Test
  void afterACrashTheSiblingOfARefusedBlockGoesOut() {
    BlockHash first = block(0, 1, BlockStatus.FOUND);
    BlockHash sibling = block(0, 2, BlockStatus.FOUND);
    node.answers.put(first, REFUSED);
    node.answers.put(sibling, ACCEPTED);
    settle();
    assertThat(node.submitted).containsExactly(first, sibling);
    assertThat(status(sibling)).isEqualTo(BlockStatus.ACCEPTED);
  }

  @Test
  void whatAnotherInstanceHasJustStoredIsLeftToIt() {
    BlockHash found = block(0, 1, BlockStatus.FOUND);
    BlockHash sibling = block(1, 2, BlockStatus.SIBLING);
    submitter.settle(now.plusSeconds(60));
    assertThat(node.submitted).isEmpty();
    assertThat(status(found)).isEqualTo(BlockStatus.FOUND);
    assertThat(status(sibling)).isEqualTo(BlockStatus.SIBLING);
  }

  @Test
  void onlyAnEarlierBlockOrOneOnTheChainGoesBeforeOneThatWasFound() {
    BlockHash first = block(0, 1, BlockStatus.FOUND);
    BlockHash second = block(0, 2, BlockStatus.FOUND);
    BlockHash other = block(1, 3, BlockStatus.FOUND);
    assertThat(store.isAfterAnother(first)).isFalse();
    assertThat(store.isAfterAnother(second)).isTrue();
    assertThat(store.isAfterAnother(other)).isFalse();
    move(second, BlockStatus.ACCEPTED);
    assertThat(store.isAfterAnother(first)).isTrue();
  }

  @Test
  void aSiblingHoldsUpCreditsOnlyIfItIsStillToBeSent() {
    BlockHash first = block(0, 1, BlockStatus.ACCEPTED);
    block(0, 2, BlockStatus.SIBLING);
    Block later = find(block(1, 3, BlockStatus.ACCEPTED));
    assertThat(isUndecidedBefore(later)).isFalse();
    move(first, BlockStatus.INCONCLUSIVE);
    assertThat(isUndecidedBefore(later)).isTrue();
  }

  @Test
  void aBlockThatWasNeverSentEndsNoRound() {
    BlockHash first = block(0, 1, BlockStatus.ACCEPTED);
    BlockHash sibling = block(0, 2, BlockStatus.SIBLING);
    Block later = find(block(1, 3, BlockStatus.ACCEPTED));
    assertThat(previous(later)).isEqualTo(first);
    move(sibling, BlockStatus.SUPERSEDED);
    assertThat(previous(later)).isEqualTo(first);
  }

  private BlockHash previous(Block block) {
    return Transaction.reading(database, t -> BlockTable.previous(t, block)).orElseThrow().hash();
  }

  private boolean isUndecidedBefore(Block block) {
    return Transaction.reading(database, t -> BlockTable.isUndecidedBefore(t, block));
  }

  private void settle() {
    now = now.plus(Duration.ofMinutes(3));
    submitter.settle(now);
  }

  /** Stores a block and moves it there. */
  private BlockHash block(int vector, int nonce, BlockStatus status) {
    BlockFind find = Finds.find(vector, nonce);
    store.store(find);
    if (status != BlockStatus.FOUND) {
      move(find.block().hash(), status);
    }
    return find.block().hash();
  }

  private void move(BlockHash hash, BlockStatus next) {
    assertThat(store.mark(hash, next, "")).isTrue();
  }

  private BlockStatus status(BlockHash hash) {
    return find(hash).status();
  }

  private Block find(BlockHash hash) {
    return store.find(hash).orElseThrow();
  }

  /** Answers as it is told, and knows no header unless it is told. */
  private static final class Node extends NodeClient {
    private final Map<BlockHash, SubmitResult> answers = new HashMap<>();
    private final Map<BlockHash, Integer> known = new HashMap<>();
    private final List<BlockHash> submitted = new ArrayList<>();

    @Override
    public SubmitResult submitBlock(String blockHex, BlockHash hash) {
      submitted.add(hash);
      return answers.get(hash);
    }

    @Override
    public Optional<BlockHeaderInfo> blockHeader(BlockHash hash) {
      return Optional.ofNullable(known.get(hash))
          .map(confirmations -> new BlockHeaderInfo(hash, 1, confirmations));
    }
  }
}
