package org.opensy.mining.pool.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.chain.AcceptedBlock;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.ChainVectors;
import org.opensy.mining.pool.job.FoundBlock;
import org.opensy.mining.pool.job.VectorJobs;
import org.opensy.mining.pool.ledger.BlockFind;
import org.opensy.mining.pool.ledger.BlockShare;
import org.opensy.mining.pool.ledger.Database;
import org.opensy.mining.pool.ledger.Ledgers;
import org.opensy.mining.pool.ledger.Shares;
import org.opensy.mining.pool.reward.BasisPoints;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.reward.RewardTerms;
import org.opensy.mining.pool.share.ShareEntry;
import org.opensy.mining.pool.share.ShareKey;
import org.opensy.mining.pool.sql.DatabaseException;
import org.opensy.mining.pool.sql.Transaction;

/** Blocks on a real database, with their own shares. */
class BlockStoreTest {
  private static final RewardTerms TERMS =
      new RewardTerms(RewardScheme.PROP, new BasisPoints(75), new BigDecimal("2.50"));

  private final AcceptedBlock vector = ChainVectors.acceptedBlocks().get(0);
  private final FoundBlock found =
      new FoundBlock(
          vector.height(),
          BlockHash.ofDisplayHex(vector.text("block_hash")),
          vector.powHash(),
          vector.bytes("block"));
  private DataSource database;
  private Instant now = Shares.NOON;

  @BeforeEach
  void open() throws SQLException {
    database = Database.migrated();
  }

  @Test
  void blockIsStoredWithEverythingThatItsSubmissionNeeds() throws SQLException {
    storeFound();
    Block block = store().find(found.hash()).orElseThrow();
    assertThat(store().hex(found.hash())).isEqualTo(vector.text("block"));
    assertThat(block.place().height()).isEqualTo(vector.height());
    assertThat(block.status()).isEqualTo(BlockStatus.FOUND);
    assertThat(Database.value(database, "select extranonce from blocks"))
        .isEqualTo("8877665544332211");
    assertThat(block.pay().reward()).isEqualTo(Amount.ofSyl(10_000));
    assertThat(block.pay().difficulty()).isEqualTo(2);
    assertThat(block.share().address()).isEqualTo(Shares.ADDRESS);
    assertThat(block.finder().worker()).isEqualTo("rig");
    assertThat(block.foundAt()).isEqualTo(Instant.parse("2026-11-22T12:00:00.123456Z"));
    assertThat(block.pay().terms()).isEqualTo(TERMS);
    assertThat(block.share())
        .isEqualTo(
            new BlockShare(
                new ShareKey(0x8877665544332211L, "job1", -7, block.foundAt()),
                RewardScheme.PROP,
                Shares.ADDRESS));
  }

  @Test
  void aNameThatMayHaveBeenAPasswordIsHiddenUntilItIsGivenAsAName() throws SQLException {
    storeFound();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("update workers set is_public = false");
    }
    assertThat(store().find(found.hash()).orElseThrow().finder().worker()).isEmpty();
    Shares.shares(0, 1).forEach(share -> Ledgers.journal(database).store(share, t -> {}));
    assertThat(store().find(found.hash()).orElseThrow().finder().worker()).isEqualTo("rig");
  }

  @Test
  void storingTwiceOrAfterTheSharesChangesNothing() throws SQLException {
    Shares.shares(0, 3).forEach(share -> Ledgers.journal(database).store(share, t -> {}));
    storeFound();
    storeFound();
    assertThat(Database.value(database, "select count(*) from blocks")).isEqualTo("1");
    assertThat(Database.value(database, "select count(*) from miners")).isEqualTo("1");
    assertThat(Database.value(database, "select count(*) from workers")).isEqualTo("1");
  }

  @Test
  void statusMovesOnWithReasonAndTimeButNotBackwards() {
    storeFound();
    now = now.plusSeconds(5);
    assertThat(mark(BlockStatus.UNKNOWN, "no answer in time")).isTrue();
    assertThat(mark(BlockStatus.FOUND, "")).isFalse();
    List<Block> unknown = store().withStatus(Set.of(BlockStatus.UNKNOWN));
    assertThat(unknown).hasSize(1);
    assertThat(mark(BlockStatus.REFUSED, "high-hash-randomx")).isTrue();
    Block block = store().withStatus(Set.of(BlockStatus.REFUSED)).get(0);
    assertThat(block.outcome().status()).isEqualTo(BlockStatus.REFUSED);
    assertThat(block.outcome().reason()).contains("high-hash-randomx");
    assertThat(block.outcome().since()).isEqualTo(Instant.parse("2026-11-22T12:00:05.123456Z"));
    assertThat(store().counts())
        .containsEntry(BlockStatus.REFUSED, 1L)
        .containsEntry(BlockStatus.FOUND, 0L);
  }

  @Test
  void theLastBlockIsTheLastOnTheChain() {
    storeFound();
    assertThat(store().lastFoundAt()).isEmpty();
    assertThat(mark(BlockStatus.ACCEPTED, "")).isTrue();
    assertThat(store().lastFoundAt())
        .contains(store().withStatus(Set.of(BlockStatus.ACCEPTED)).get(0).foundAt());
  }

  @Test
  void aBlockAndItsOwnShareAreStoredBothOrNeither() throws SQLException {
    Database.update(database, "alter table blocks add constraint none check (height < 0)");
    assertThatThrownBy(this::storeFound).hasMessageContaining("none");
    assertThat(Database.value(database, "select count(*) from shares")).isEqualTo("0");
    assertThat(Database.value(database, "select count(*) from share_slots")).isEqualTo("0");
    Database.update(database, "alter table blocks drop constraint none");
    storeFound();
    assertThat(Database.value(database, "select count(*) from shares")).isEqualTo("1");
    assertThat(Database.value(database, "select count(*) from blocks")).isEqualTo("1");
  }

  @Test
  void aBlockIsMovedOnlyFromTheStatusThatWasSeen() {
    storeFound();
    Block seen = store().find(found.hash()).orElseThrow();
    assertThat(mark(BlockStatus.ACCEPTED, "")).isTrue();
    assertThatThrownBy(
            () ->
                Transaction.run(
                    database, t -> BlockTable.move(t, seen, BlockStatus.UNKNOWN, "", now)))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("no longer FOUND");
    assertThatThrownBy(
            () ->
                Transaction.run(database, t -> BlockTable.move(t, seen, BlockStatus.LOST, "", now)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(store().find(found.hash()).orElseThrow().status()).isEqualTo(BlockStatus.ACCEPTED);
  }

  @Test
  void unknownBlockCannotBeMarked() {
    assertThat(mark(BlockStatus.ACCEPTED, "")).isFalse();
  }

  /** As in {@link Shares}, but of the job's own session. */
  private ShareEntry ownShare() {
    ShareEntry share = Shares.share(-7);
    return new ShareEntry(
        new ShareKey(
            0x8877665544332211L, share.key().jobId(), share.key().nonce(), share.acceptedAt()),
        share.contributor(),
        share.difficulty(),
        share.price(),
        share.height(),
        share.block());
  }

  private void storeFound() {
    store().store(BlockFind.of(found, VectorJobs.jobOf(vector), ownShare(), TERMS));
  }

  private boolean mark(BlockStatus next, String reason) {
    return store().mark(found.hash(), next, reason);
  }

  private BlockStore store() {
    return new BlockStore(database, Ledgers.journal(database), () -> now);
  }
}
