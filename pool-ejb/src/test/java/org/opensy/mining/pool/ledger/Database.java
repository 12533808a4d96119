package org.opensy.mining.pool.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** One real PostgreSQL for all tests of this package; each test takes a database of its own. */
public final class Database {
  /** So many databases are kept, the youngest: more than any test uses at once. */
  private static final int KEPT = 16;

  private static final AtomicInteger NAMES = new AtomicInteger();
  private static final Queue<String> KEPT_NAMES = new ArrayDeque<>();
  private static String template = "";

  private Database() {}

  private static final class Shared {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setServerConfig("fsync", "off")
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** An empty database. */
  public static DataSource empty() throws SQLException {
    return create("");
  }

  /** A database with the pool's schema: a copy of one that was migrated. */
  public static synchronized DataSource migrated() throws SQLException {
    if (template.isEmpty()) {
      DataSource database = empty();
      new SchemaMigration(database).migrate();
      template = "test" + NAMES.get();
      KEPT_NAMES.remove(template);
    }
    return create(" template " + template);
  }

  private static synchronized DataSource create(String how) throws SQLException {
    String name = "test" + NAMES.incrementAndGet();
    DataSource server = Shared.SERVER.getPostgresDatabase();
    update(server, "create database " + name + how);
    KEPT_NAMES.add(name);
    if (KEPT_NAMES.size() > KEPT) {
      update(server, "drop database " + KEPT_NAMES.remove() + " with (force)");
    }
    return source(Shared.SERVER.getPort(), name);
  }

  /** The same with connections that are used again; to be closed. */
  public static HikariDataSource pooled(DataSource database) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(database);
    config.setMaximumPoolSize(4);
    config.setMinimumIdle(0);
    return new HikariDataSource(config);
  }

  public static DataSource source(int port, String name) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(name);
    source.setUser("postgres");
    source.setConnectTimeout(2);
    return source;
  }

  public static void update(DataSource database, String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  /** First column of the first row, as text. */
  public static String value(DataSource database, String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
