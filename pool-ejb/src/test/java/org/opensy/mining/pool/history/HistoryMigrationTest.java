package org.opensy.mining.pool.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.ledger.Database;
import org.opensy.mining.pool.ledger.Ledgers;
import org.opensy.mining.pool.ledger.ShareStore;

/** Shares from before there was a history. */
class HistoryMigrationTest {
  private static final String OLD_SHARES =
      """
      insert into miners (address, created_at) values ('a', now()), ('b', now());
      insert into workers (miner_id, name, created_at) values (1, 'x', now()), (2, 'x', now());
      set role pool_owner;
      create table shares_20261121 partition of shares
        for values from ('2026-11-21T00:00:00Z') to ('2026-11-22T00:00:00Z');
      create table shares_20261122 partition of shares
        for values from ('2026-11-22T00:00:00Z') to ('2026-11-23T00:00:00Z');
      insert into shares (accepted_at, miner_id, worker_id, session_id, job_id, nonce, difficulty, height,
                          is_block)
      select timestamptz '2026-11-21T20:05:00Z' + n * interval '7 minutes', n % 2 + 1, n % 2 + 1, 1, 'job', n,
             10 + n, 70, false
      from generate_series(0, 99) n;
      """;

  @Test
  void oldSharesAreSummedStepByStepWhileNewOnesCome() throws SQLException {
    DataSource old = Database.olderThan(16);
    Database.update(old, OLD_SHARES);
    try (HikariDataSource database = Database.pooled(Database.migrate(old))) {
      sumWhileSharesCome(database);
    }
  }

  private static void sumWhileSharesCome(DataSource database) throws SQLException {
    ShareStore shares = Ledgers.store(database);
    // From 20:00 to 07:30, the first and the last one with a share in it.
    int steps = 70;
    assertThat(Database.value(database, "select count(*) from history_due"))
        .isEqualTo(Integer.toString(steps));
    for (int step = 0; step < steps; step++) {
      // A store anew each time, as after a restart; new shares for what is summed and what is not.
      assertThat(Histories.sumNext(new HistoryStore(database))).isTrue();
      int hour = step % 7;
      shares.write(
          List.of(
              Histories.share(
                  1000 + step, "2026-11-22T0%d:%02d:00Z".formatted(hour, step % 60), "a", "x")));
      shares.write(List.of(Histories.share(2000 + step, "2026-11-22T07:35:00Z", "c", "y")));
    }
    Histories.sumAll(database);
    assertThat(Histories.sumsThatLie(database)).isZero();
    assertThat(Database.value(database, "select sum(shares) from history_1d where miner_id = 0"))
        .isEqualTo(Integer.toString(100 + 2 * steps));
  }

  @Test
  void aPoolWithoutSharesOwesNothing() throws SQLException {
    DataSource database = Database.migrate(Database.olderThan(16));
    assertThat(Histories.sumNext(new HistoryStore(database))).isFalse();
    assertThat(Histories.sums(database, BucketWidth.DAY)).isEmpty();
  }
}
