package org.opensy.mining.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntBiFunction;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.opensy.mining.bench.persisting.PersistingWriter;
import org.opensy.mining.dev.stack.EmbeddedPostgresServer;
import org.opensy.mining.dev.stack.Ports;
import org.opensy.mining.dev.stack.StackPaths;
import org.opensy.mining.pool.ledger.ShareBatch;
import org.opensy.mining.pool.share.ShareEntry;

/**
 * What a share costs on its way into PostgreSQL, with its sums, in batches: by the pool's
 * statements over plain JDBC, by the same through the persistence unit, and by entities that are
 * persisted. Each has a schema of its own in one database, and all take turns.
 */
public final class ShareWriteBenchmark {
  private static final int ROUNDS = 9;
  private static final int WARM_UP = 3;
  private static final int SHARES_A_ROUND = 5000;
  private static final int[] BATCHES = {100, 1000};
  private static final double MICRO = 1e3;
  private static final String SUMS_THAT_LIE =
      "select (select count(*) from share_slots full join (select scheme,"
          + " date_bin('10 minutes', accepted_at, '1970-01-01T00:00:00Z') as slot, miner_id,"
          + " sum(difficulty) as real_work, count(*) as real_shares from shares group by 1, 2, 3) s"
          + " using (scheme, slot, miner_id)"
          + " where work is distinct from real_work or shares is distinct from real_shares)"
          + " + (select count(*) from pps_earnings full join (select miner_id, sum(pps_value) as"
          + " price from shares where scheme = 'PPS' group by 1) p using (miner_id)"
          + " where earned is distinct from price)";

  private final EmbeddedPostgresServer server;
  private final PrintStream out;
  private final List<Way> ways = new ArrayList<>();

  /** A way to write a batch, in the transaction of an entity manager. */
  private record Way(
      String name,
      DataSource database,
      EntityManagerFactory factory,
      ToIntBiFunction<EntityManager, List<ShareEntry>> writer) {

    int write(List<ShareEntry> batch) {
      EntityManager entities = factory.createEntityManager();
      try {
        entities.getTransaction().begin();
        int rows = writer.applyAsInt(entities, batch);
        entities.getTransaction().commit();
        return rows;
      } finally {
        entities.close();
      }
    }
  }

  private ShareWriteBenchmark(EmbeddedPostgresServer server, PrintStream out) {
    this.server = server;
    this.out = out;
  }

  /** Takes no arguments. */
  public static void main(String[] arguments) throws SQLException {
    StackPaths paths = StackPaths.fromSystemProperties().in("shares");
    try (EmbeddedPostgresServer server =
        new EmbeddedPostgresServer(
            paths.postgresBinaries(), paths.work().resolve("postgres"), Ports.free())) {
      server.start();
      new ShareWriteBenchmark(server, System.out).run();
    }
    System.exit(0);
  }

  private void run() throws SQLException {
    JdbcShares statements = new JdbcShares();
    add("plain JDBC", "pool", statements::write);
    add("native statements of the entities", "pool", ShareBatch::insert);
    Way numbered =
        add("persisted, sequence", "persisting", PersistingWriter.numberedInAdvance()::write);
    execute(numbered.database(), "alter sequence share_ids increment by 1000 restart with 1000");
    add("persisted, identity", "persisting", PersistingWriter.numberedByRow()::write);
    for (int size : BATCHES) {
      measure(size, new BenchShares(size));
    }
    for (Way way : ways) {
      if (!"0".equals(value(way.database(), SUMS_THAT_LIE))) {
        throw new IllegalStateException("the sums are wrong: " + way.name());
      }
    }
  }

  private Way add(String name, String unit, ToIntBiFunction<EntityManager, List<ShareEntry>> writer)
      throws SQLException {
    DataSource database = database("way" + ways.size());
    EntityManagerFactory factory =
        Persistence.createEntityManagerFactory(
            unit,
            Map.of(
                "jakarta.persistence.transactionType",
                "RESOURCE_LOCAL",
                "jakarta.persistence.nonJtaDataSource",
                database,
                "eclipselink.logging.level",
                "SEVERE",
                "eclipselink.session-name",
                name));
    Way way = new Way(name, database, factory, writer);
    ways.add(way);
    return way;
  }

  private void measure(int size, BenchShares shares) {
    List<List<Double>> costs =
        ways.stream().map(way -> (List<Double>) new ArrayList<Double>()).toList();
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      List<List<ShareEntry>> batches = shares.next(SHARES_A_ROUND / size);
      for (int turn = 0; turn < ways.size(); turn++) {
        int way = Math.floorMod(turn + round, ways.size());
        double cost = timed(ways.get(way), batches);
        if (round >= 0) {
          costs.get(way).add(cost);
        }
      }
    }
    report(size, costs);
  }

  private static double timed(Way way, List<List<ShareEntry>> batches) {
    long start = System.nanoTime();
    int rows = 0;
    for (List<ShareEntry> batch : batches) {
      rows += way.write(batch);
    }
    double micros = (System.nanoTime() - start) / MICRO;
    if (rows != SHARES_A_ROUND) {
      throw new IllegalStateException(way.name() + " wrote " + rows + " rows");
    }
    return micros / rows;
  }

  private void report(int size, List<List<Double>> costs) {
    out.printf("batches of %d, %d rounds of %d shares%n", size, ROUNDS, SHARES_A_ROUND);
    List<Double> first = costs.get(0);
    for (int way = 0; way < ways.size(); way++) {
      List<Double> own = costs.get(way);
      List<Double> ratios = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        ratios.add(own.get(round) / first.get(round));
      }
      out.printf(
          "%-34s median %7.1f us a share (%.1f to %.1f)   ratio %.2f (quartiles %.2f to %.2f)%n",
          ways.get(way).name(),
          Comparison.quantile(0.5, own),
          Comparison.quantile(0, own),
          Comparison.quantile(1, own),
          Comparison.quantile(0.5, ratios),
          Comparison.quantile(0.25, ratios),
          Comparison.quantile(0.75, ratios));
    }
  }

  private DataSource database(String schema) throws SQLException {
    HikariDataSource database = connect(schema);
    execute(database, "drop schema if exists " + schema + " cascade");
    execute(database, "create schema " + schema);
    Flyway.configure().dataSource(database).locations("classpath:db/migration").load().migrate();
    execute(
        database,
        "create table shares_20261122 partition of shares"
            + " for values from ('2026-11-22T00:00Z') to ('2026-11-23T00:00Z')");
    execute(
        database,
        "insert into miners (address, created_at) select 'miner' || n, now() from generate_series(0, "
            + (BenchShares.MINERS - 1)
            + ") n");
    execute(
        database,
        "insert into workers (miner_id, name, created_at) select id, 'rig', now() from miners");
    return database;
  }

  private HikariDataSource connect(String schema) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(server.jdbcUrl());
    config.setSchema(schema);
    // Only batches of single rows gain by it.
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.setUsername(server.owner());
    config.setPassword(server.owner());
    config.setMaximumPoolSize(2);
    return new HikariDataSource(config);
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
