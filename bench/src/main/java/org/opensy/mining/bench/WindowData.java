package org.opensy.mining.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.opensy.mining.pool.ledger.BlockShare;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.share.ShareKey;

/**
 * PPLNS shares of a thousand miners, evenly over three days, in the pool's own schema. Thread-safe.
 */
final class WindowData {
  static final int MINERS = 1000;

  private static final Duration SPAN = Duration.ofDays(3);
  private static final Instant BEGIN = Instant.parse("2026-11-19T12:34:56Z");
  private static final int CHUNK = 100_000;

  private static final String MINER_ROWS =
      "insert into miners (id, address, created_at)"
          + " select n, 'miner' || n, now() from generate_series(1, "
          + MINERS
          + ") n";

  /** As the pool inserts shares, but for where they come from. */
  private static final String SHARE_ROWS =
      """
      with stored as (
        insert into shares (accepted_at, miner_id, worker_id, session_id, job_id, nonce, difficulty,
                            height, is_block, scheme)
        select ?::timestamptz + i * ? * interval '1 microsecond', 1 + i * 7919 %% %1$d,
               1 + i * 7919 %% %1$d, i * 7919 %% %1$d, 'job' || i / 5000, i, 1000 + i %% 9000,
               100000 + i / 5000, false, 'PPLNS'
        from generate_series(?::bigint, ?::bigint) i
        on conflict do nothing
        returning scheme, accepted_at, miner_id, difficulty
      ), slots as (
        insert into share_slots as t (scheme, slot, miner_id, work, shares)
        select scheme, date_bin('10 minutes', accepted_at, '1970-01-01T00:00:00Z'), miner_id,
               sum(difficulty), count(*)
        from stored group by 1, 2, 3 order by 1, 2, 3
        on conflict (scheme, slot, miner_id)
        do update set work = t.work + excluded.work, shares = t.shares + excluded.shares
      )
      select count(*) from stored
      """
          .formatted(MINERS);

  private final DataSource database;
  private final long shares;
  private final long stepMicros;

  /** Nothing yet; {@link #fill} fills it. */
  WindowData(DataSource database, long shares) {
    this.database = database;
    this.shares = shares;
    this.stepMicros = SPAN.toNanos() / 1000 / shares;
  }

  /** Makes the schema anew and all the shares. */
  void fill() throws SQLException {
    Flyway flyway =
        Flyway.configure()
            .dataSource(database)
            .locations("classpath:db/migration")
            .cleanDisabled(false)
            .load();
    flyway.clean();
    flyway.migrate();
    try (Connection connection = database.getConnection()) {
      makePartitions(connection);
      execute(connection, MINER_ROWS);
      for (long first = 0; first < shares; first += CHUNK) {
        insert(connection, first, Math.min(first + CHUNK, shares) - 1);
      }
      // As autovacuum would have done in three days.
      execute(connection, "vacuum analyze");
    }
  }

  /** The youngest share: that of the block whose window is read. */
  BlockShare youngest() {
    long last = shares - 1;
    Instant at = BEGIN.plus(last * stepMicros, ChronoUnit.MICROS);
    ShareKey key =
        new ShareKey(last * 7919 % MINERS, "job" + last / 5000, Math.toIntExact(last), at);
    return new BlockShare(key, RewardScheme.PPLNS, "miner" + (1 + last * 7919 % MINERS));
  }

  private static void makePartitions(Connection connection) throws SQLException {
    LocalDate first = LocalDate.ofInstant(BEGIN, ZoneOffset.UTC);
    for (LocalDate day = first; !day.isAfter(first.plusDays(3)); day = day.plusDays(1)) {
      execute(
          connection,
          "create table shares_%s partition of shares for values from ('%sT00:00Z') to ('%sT00:00Z')"
              .formatted(DateTimeFormatter.BASIC_ISO_DATE.format(day), day, day.plusDays(1)));
    }
  }

  private void insert(Connection connection, long first, long last) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SHARE_ROWS)) {
      statement.setString(1, BEGIN.toString());
      statement.setLong(2, stepMicros);
      statement.setLong(3, first);
      statement.setLong(4, last);
      statement.execute();
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
