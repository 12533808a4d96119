package org.opensy.mining.pool.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.sql.SQLException;
import java.time.Instant;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.ledger.Database;

class PoolFiguresTest {
  /** Five minutes into a slot, so that there are 15 minutes of work. */
  private static final Instant NOW = Instant.parse("2026-11-28T12:05:00Z");

  private static final double SECONDS = 900;

  private DataSource database;

  @BeforeEach
  void open() throws SQLException {
    database = Database.migrated();
  }

  @Test
  void aPoolThatHasJustBegunHasNothing() {
    PoolFigures figures = PoolFigures.read(database, NOW);
    assertThat(figures.miners()).isZero();
    assertThat(figures.hashrates()).isEmpty();
    assertThat(figures.hashrate()).isZero();
    assertThat(figures.payouts()).isZero();
    assertThat(figures.fees()).isZero();
    assertThat(figures.connections()).isPositive();
  }

  @Test
  void ratesAreTheWorkOfThisSlotAndTheOneBeforeWhateverTheScheme() throws SQLException {
    miner(1, "a");
    slot(1, "PPLNS", "2026-11-28T12:00:00Z", 900);
    slot(1, "SOLO", "2026-11-28T11:50:00Z", 1800);
    slot(1, "PPLNS", "2026-11-28T11:40:00Z", 1_000_000);
    PoolFigures figures = PoolFigures.read(database, NOW);
    assertThat(figures.hashrates()).containsOnlyKeys("a");
    assertThat(figures.hashrates().get("a")).isCloseTo(2700 / SECONDS, within(1e-9));
    assertThat(figures.hashrate()).isCloseTo(2700 / SECONDS, within(1e-9));
  }

  @Test
  void onlyThoseWithMostHaveARateOfTheirOwn() throws SQLException {
    for (int id = 1; id <= PoolFigures.MOST_MINERS + 5; id++) {
      miner(id, "m" + id);
      slot(id, "PPLNS", "2026-11-28T12:00:00Z", 1000L * id);
    }
    PoolFigures figures = PoolFigures.read(database, NOW);
    assertThat(figures.hashrates().keySet())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(0, PoolFigures.MOST_MINERS - 1)
                .mapToObj(i -> "m" + (PoolFigures.MOST_MINERS + 5 - i))
                .toList());
  }

  @Test
  void whoHadAShareInTenMinutesIsAtWork() throws SQLException {
    miner(1, "a");
    miner(2, "b");
    worker(1, "x", "2026-11-28T12:00:00Z");
    worker(1, "y", "2026-11-28T11:56:00Z");
    worker(2, "x", "2026-11-28T11:54:00Z");
    PoolFigures figures = PoolFigures.read(database, NOW);
    assertThat(figures.miners()).isOne();
    assertThat(figures.workers()).isEqualTo(2);
  }

  @Test
  void whatTheWalletHasPaidIsCounted() throws SQLException {
    payout("one", "CONFIRMED", 700);
    payout("two", "SUBMITTED", 50);
    payout("three", "FAILED", 9000);
    PoolFigures figures = PoolFigures.read(database, NOW);
    assertThat(figures.payouts()).isEqualTo(2);
    assertThat(figures.paid()).isEqualTo(750);
  }

  private void miner(int id, String address) throws SQLException {
    Database.update(
        database,
        "insert into miners (id, address, created_at) values (%d, '%s', '%s')"
            .formatted(id, address, NOW));
  }

  private void worker(int miner, String name, String lastShare) throws SQLException {
    Database.update(
        database,
        "insert into workers (miner_id, name, created_at, last_share_at) values (%d, '%s', '%s', '%s')"
            .formatted(miner, name, NOW, lastShare));
  }

  private void slot(int miner, String scheme, String begin, long work) throws SQLException {
    Database.update(
        database,
        "insert into share_slots (scheme, slot, miner_id, work, shares) values ('%s', '%s', %d, %d, 1)"
            .formatted(scheme, begin, miner, work));
  }

  private void payout(String reference, String status, long total) throws SQLException {
    String txid = "%02x".formatted(reference.length() + (int) total % 100).repeat(32);
    Database.update(
        database,
        "insert into payouts (reference, status, wallet, fee_from, total, asked_at, txid, created_at, status_at)"
            + " values ('%s', '%s', '', 'POOL', %d, '%s', '%s', '%s', '%s')"
                .formatted(reference, status, total, NOW, txid, NOW, NOW));
  }
}
