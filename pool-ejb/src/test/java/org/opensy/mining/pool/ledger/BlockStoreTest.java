package org.opensy.mining.pool.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.chain.AcceptedBlock;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.ChainVectors;
import org.opensy.mining.pool.job.FoundBlock;
import org.opensy.mining.pool.job.VectorJobs;
import org.opensy.mining.pool.reward.BasisPoints;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.reward.RewardTerms;

/** The mapping, on a real database, with the server's own persistence provider outside of it. */
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
  private LocalTransactions transactions;
  private Instant now = Shares.NOON;

  @BeforeEach
  void open() throws SQLException {
    database = Database.migrated();
    transactions = new LocalTransactions(database);
  }

  @Test
  void blockIsStoredWithEverythingThatItsSubmissionNeeds() {
    store();
    PoolBlock block = inStore(store -> store.find(found.hash()).orElseThrow());
    assertThat(block.hex()).isEqualTo(vector.text("block"));
    assertThat(block.height()).isEqualTo(vector.height());
    assertThat(block.status()).isEqualTo(BlockStatus.FOUND);
    assertThat(block.extranonce()).isEqualTo("8877665544332211");
    assertThat(block.reward()).isEqualTo(Amount.ofSyl(10_000));
    assertThat(block.difficulty().toBigInteger()).isEqualTo(2);
    assertThat(block.worker().miner().address()).isEqualTo(Shares.ADDRESS);
    assertThat(block.worker().name()).isEqualTo("rig");
    assertThat(block.foundAt()).isEqualTo(Instant.parse("2026-11-22T12:00:00.123456Z"));
    assertThat(block.terms()).isEqualTo(TERMS);
    assertThat(block.ownShare())
        .isEqualTo(
            new BlockShare(
                new ShareKey(0x8877665544332211L, "job1", -7, block.foundAt()),
                RewardScheme.PROP,
                Shares.ADDRESS));
  }

  @Test
  void storingTwiceOrAfterTheSharesChangesNothing() throws SQLException {
    Ledgers.store(database).write(Shares.shares(0, 3));
    store();
    store();
    assertThat(Database.value(database, "select count(*) from blocks")).isEqualTo("1");
    assertThat(Database.value(database, "select count(*) from miners")).isEqualTo("1");
    assertThat(Database.value(database, "select count(*) from workers")).isEqualTo("1");
  }

  @Test
  void statusMovesOnWithReasonAndTimeButNotBackwards() {
    store();
    now = now.plusSeconds(5);
    assertThat(mark(BlockStatus.SUBMITTED, "")).isTrue();
    assertThat(mark(BlockStatus.UNKNOWN, "no answer in time")).isTrue();
    assertThat(mark(BlockStatus.FOUND, "")).isFalse();
    List<PoolBlock> unknown = inStore(store -> store.withStatus(Set.of(BlockStatus.UNKNOWN)));
    assertThat(unknown).hasSize(1);
    assertThat(mark(BlockStatus.REFUSED, "high-hash-randomx")).isTrue();
    BlockSummary block = inQueries(queries -> queries.latestBlocks(10)).get(0);
    assertThat(block.fate().status()).isEqualTo(BlockStatus.REFUSED);
    assertThat(block.fate().reason()).contains("high-hash-randomx");
    assertThat(block.fate().since()).isEqualTo(Instant.parse("2026-11-22T12:00:05.123456Z"));
    assertThat(inQueries(LedgerQueries::blockCounts))
        .containsEntry(BlockStatus.REFUSED, 1L)
        .containsEntry(BlockStatus.FOUND, 0L);
  }

  @Test
  void unknownBlockCannotBeMarked() {
    assertThat(mark(BlockStatus.ACCEPTED, "")).isFalse();
  }

  /** As in {@link Shares}, but of the job's own session. */
  private ShareEntry ownShare() {
    ShareEntry share = Shares.share(-7);
    return new ShareEntry(
        share.share(), VectorJobs.jobOf(vector).extranonce(), share.jobId(), share.nonce());
  }

  private void store() {
    inStore(
        store -> {
          store.store(BlockFind.of(found, VectorJobs.jobOf(vector), ownShare(), TERMS));
          return true;
        });
  }

  private boolean mark(BlockStatus next, String reason) {
    return inStore(store -> store.mark(found.hash(), next, reason));
  }

  private <T> T inStore(Function<BlockStore, T> work) {
    return transactions.run(entities -> work.apply(new BlockStore(entities, () -> now)));
  }

  private <T> T inQueries(Function<LedgerQueries, T> work) {
    return transactions.run(entities -> work.apply(new LedgerQueries(entities)));
  }
}
