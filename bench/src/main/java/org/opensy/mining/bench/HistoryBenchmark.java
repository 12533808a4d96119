package org.opensy.mining.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.opensy.mining.dev.stack.EmbeddedPostgresServer;
import org.opensy.mining.dev.stack.Ports;
import org.opensy.mining.dev.stack.StackPaths;
import org.opensy.mining.pool.history.HistoryStore;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.share.Contributor;
import org.opensy.mining.pool.share.ShareEntry;
import org.opensy.mining.pool.share.ShareKey;

/**
 * What the history adds to the cost of a share in PostgreSQL. In each round ten minutes of a pool
 * are written twice, a batch for each second: by the pool's statements with the sums that are made
 * every two minutes, and by the same without a word of the history.
 */
public final class HistoryBenchmark {
  private static final int ROUNDS = 5;
  private static final Instant BEGIN = Instant.parse("2026-11-22T00:00:00Z");
  private static final Duration ROUND = Duration.ofMinutes(10);
  private static final Duration TURN = Duration.ofMinutes(2);
  private static final int MOST_UNFINISHED = 50_000;
  private static final double MICRO = 1e3;
  private static final String SUMS_THAT_LIE =
      "select count(*) from history_1d full join (select coalesce(miner_id, 0) as miner_id,"
          + " coalesce(worker_id, 0) as worker_id, count(*) as real_shares, sum(difficulty) as real_work"
          + " from shares group by grouping sets ((miner_id, worker_id), (miner_id), ())) s"
          + " using (miner_id, worker_id)"
          + " where shares is distinct from real_shares or work is distinct from real_work";

  private final EmbeddedPostgresServer server;
  private final PrintStream out;

  /**
   * A pool.
   *
   * @param sharesASecond of all workers
   * @param workers three of a miner
   */
  private record Load(int sharesASecond, int workers) {}

  private HistoryBenchmark(EmbeddedPostgresServer server, PrintStream out) {
    this.server = server;
    this.out = out;
  }

  /** Takes no arguments. */
  public static void main(String[] arguments) throws SQLException {
    StackPaths paths = StackPaths.fromSystemProperties().in("history");
    try (EmbeddedPostgresServer server =
        new EmbeddedPostgresServer(
            paths.postgresBinaries(), paths.work().resolve("postgres"), Ports.free())) {
      server.start();
      HistoryBenchmark benchmark = new HistoryBenchmark(server, System.out);
      benchmark.measure(new Load(80, 1200));
      benchmark.measure(new Load(500, 7500));
      benchmark.measure(new Load(40, 300_000));
    }
    System.exit(0);
  }

  private void measure(Load load) throws SQLException {
    try (HikariDataSource with = database("with_history");
        HikariDataSource without = database("without_history")) {
      List<Double> cost = new ArrayList<>();
      List<Double> ratios = new ArrayList<>();
      for (int round = -1; round < ROUNDS; round++) {
        List<List<ShareEntry>> seconds = seconds(load, round + 1);
        // The order changes from round to round.
        double first =
            round % 2 == 0 ? withHistory(with, seconds) : withoutHistory(without, seconds);
        double second =
            round % 2 == 0 ? withoutHistory(without, seconds) : withHistory(with, seconds);
        if (round >= 0) {
          cost.add(round % 2 == 0 ? second : first);
          ratios.add(round % 2 == 0 ? first / second : second / first);
        }
      }
      if (!"0".equals(value(with, SUMS_THAT_LIE))) {
        throw new IllegalStateException("the sums are wrong");
      }
      out.printf(
          "%d shares/s of %d workers, %d rounds: %.1f us a share without history, ratio %.3f (%.3f to %.3f)%n",
          load.sharesASecond(),
          load.workers(),
          ROUNDS,
          Comparison.quantile(0.5, cost),
          Comparison.quantile(0.5, ratios),
          Comparison.quantile(0, ratios),
          Comparison.quantile(1, ratios));
    }
  }

  private static double withoutHistory(DataSource database, List<List<ShareEntry>> seconds)
      throws SQLException {
    long start = System.nanoTime();
    JdbcShares statements = JdbcShares.withoutHistory();
    for (List<ShareEntry> second : seconds) {
      write(database, statements, second);
    }
    return cost(start, seconds);
  }

  private static double withHistory(DataSource database, List<List<ShareEntry>> seconds)
      throws SQLException {
    HistoryStore history = new HistoryStore(database);
    JdbcShares statements = new JdbcShares();
    long start = System.nanoTime();
    for (int second = 0; second < seconds.size(); second++) {
      write(database, statements, seconds.get(second));
      if ((second + 1) % TURN.toSeconds() == 0) {
        sumAll(history, seconds.get(second).get(0).acceptedAt());
      }
    }
    sumAll(history, seconds.get(0).get(0).acceptedAt().plus(ROUND));
    return cost(start, seconds);
  }

  private static void sumAll(HistoryStore history, Instant now) {
    boolean more = history.sumNext(now, MOST_UNFINISHED);
    while (more) {
      more = history.sumNext(now, MOST_UNFINISHED);
    }
  }

  private static double cost(long start, List<List<ShareEntry>> seconds) {
    return (System.nanoTime() - start) / MICRO / seconds.size() / seconds.get(0).size();
  }

  private static void write(DataSource database, JdbcShares statements, List<ShareEntry> batch)
      throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      int rows = statements.insert(connection, batch);
      connection.commit();
      if (rows != batch.size()) {
        throw new IllegalStateException("wrote " + rows + " rows");
      }
    }
  }

  private static List<List<ShareEntry>> seconds(Load load, int round) {
    Random random = new Random(round);
    Instant begin = BEGIN.plus(ROUND.multipliedBy(round));
    List<List<ShareEntry>> seconds = new ArrayList<>();
    for (int second = 0; second < ROUND.toSeconds(); second++) {
      List<ShareEntry> batch = new ArrayList<>();
      for (int share = 0; share < load.sharesASecond(); share++) {
        int worker = random.nextInt(load.workers());
        batch.add(share(worker, share, begin.plusSeconds(second)));
      }
      seconds.add(batch);
    }
    return seconds;
  }

  private static ShareEntry share(int worker, int nonce, Instant when) {
    return new ShareEntry(
        new ShareKey(worker, "job", nonce, when),
        new Contributor("miner" + worker / 3, "rig" + worker % 3, RewardScheme.PPLNS),
        1000 + worker,
        Optional.empty(),
        70,
        false);
  }

  private HikariDataSource database(String schema) throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(server.jdbcUrl());
    config.setSchema(schema);
    config.setUsername(server.owner());
    config.setPassword(server.owner());
    config.setMaximumPoolSize(2);
    HikariDataSource database = new HikariDataSource(config);
    execute(database, "drop schema if exists " + schema + " cascade");
    execute(database, "create schema " + schema);
    Flyway.configure().dataSource(database).locations("classpath:db/migration").load().migrate();
    execute(
        database,
        "create table shares_20261122 partition of shares"
            + " for values from ('2026-11-22T00:00Z') to ('2026-11-23T00:00Z')");
    execute(
        database,
        "insert into miners (address, created_at) select 'miner' || n, now()"
            + " from generate_series(0, 99999) n");
    execute(
        database,
        "insert into workers (miner_id, name, created_at) select m.id, 'rig' || n, now()"
            + " from miners m, generate_series(0, 2) n");
    execute(database, "vacuum analyze miners, workers");
    return database;
  }

  private static void execute(DataSource database, String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String value(DataSource database, String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
