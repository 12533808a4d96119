package org.opensy.mining.pool.ledger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** One real PostgreSQL for all tests of this package; each test takes a database of its own. */
final class Database {
  private static final AtomicInteger NAMES = new AtomicInteger();

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
  static DataSource empty() throws SQLException {
    String name = "test" + NAMES.incrementAndGet();
    update(Shared.SERVER.getPostgresDatabase(), "create database " + name);
    return source(Shared.SERVER.getPort(), name);
  }

  /** A database with the pool's schema. */
  static DataSource migrated() throws SQLException {
    DataSource database = empty();
    new SchemaMigration(database).migrate();
    return database;
  }

  static DataSource source(int port, String name) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(name);
    source.setUser("postgres");
    source.setConnectTimeout(2);
    return source;
  }

  static void update(DataSource database, String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  /** First column of the first row, as text. */
  static String value(DataSource database, String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
