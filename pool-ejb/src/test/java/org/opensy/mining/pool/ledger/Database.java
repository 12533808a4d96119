package org.opensy.mining.pool.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One real PostgreSQL for all tests of this package; each test takes a database of its own. Code
 * under test uses it as the role that runs the pool; what a test does behind its back, by {@link
 * #update}, it does as a superuser.
 */
public final class Database {
  static final String RUN = "pool";
  static final String READ = "pool_read";
  static final String OWNER = "pool_owner";
  private static final String SUPERUSER = "postgres";
  private static final Path ROLES = Path.of("../server-config/postgresql/roles.sql");

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
        EmbeddedPostgres server =
            EmbeddedPostgres.builder()
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("fsync", "off")
                .start();
        roles(server.getPostgresDatabase());
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** The roles of a server, as its administrator makes them. */
  static void roles(DataSource server) throws IOException, SQLException {
    update(server, Files.readString(ROLES));
  }

  /** An empty database, as a superuser. */
  public static DataSource empty() throws SQLException {
    return as(SUPERUSER, create(""));
  }

  /** A database as an older release left it, as a superuser. */
  public static DataSource olderThan(int migration) throws SQLException {
    DataSource database = empty();
    SchemaOwner.migrations()
        .dataSource(as(OWNER, database))
        .placeholders(Map.of("run", RUN, "others", RUN + ", " + READ))
        .target(Integer.toString(migration - 1))
        .load()
        .migrate();
    return database;
  }

  /** Brings a database up to this release; answers it for the role that runs the pool. */
  public static DataSource migrate(DataSource database) {
    owner(database).migrate();
    return as(RUN, database);
  }

  /** Who migrates a database. */
  static SchemaOwner owner(DataSource database) {
    return SchemaOwner.of(as(OWNER, database), RUN, Optional.of(READ));
  }

  /** The same database for the role that only reads. */
  public static DataSource reader(DataSource database) {
    return as(READ, database);
  }

  /**
   * A database with the pool's schema, for the role that runs it: a copy of one that was migrated.
   */
  public static synchronized DataSource migrated() throws SQLException {
    if (template.isEmpty()) {
      DataSource database = empty();
      owner(database).migrate();
      template = "test" + NAMES.get();
      KEPT_NAMES.remove(template);
    }
    return create(" template " + template);
  }

  private static synchronized DataSource create(String how) throws SQLException {
    String name = "test" + NAMES.incrementAndGet();
    DataSource server = Shared.SERVER.getPostgresDatabase();
    update(server, "create database " + name + " owner " + OWNER + how);
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
    source.setUser(RUN);
    source.setConnectTimeout(2);
    return source;
  }

  /** The same database for another role. */
  static DataSource as(String role, DataSource database) {
    PGSimpleDataSource own =
        (PGSimpleDataSource)
            (database instanceof HikariDataSource pool ? pool.getDataSource() : database);
    PGSimpleDataSource other =
        (PGSimpleDataSource) source(own.getPortNumbers()[0], own.getDatabaseName());
    other.setUser(role);
    return other;
  }

  /** Does what no role of the pool may do. */
  public static void update(DataSource database, String sql) throws SQLException {
    try (Connection connection = as(SUPERUSER, database).getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  /** First column of the first row, as text; sees everything. */
  public static String value(DataSource database, String sql) throws SQLException {
    try (Connection connection = as(SUPERUSER, database).getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
