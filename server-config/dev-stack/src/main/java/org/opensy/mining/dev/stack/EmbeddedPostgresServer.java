package org.opensy.mining.dev.stack;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;

/**
 * A real PostgreSQL on 127.0.0.1 with a database {@code pool} and the three roles that an
 * administrator makes for it. It trusts every local connection and does not sync to disk: for
 * development and tests only. The data directory is initialised once and kept. Can be stopped and
 * started again on the same port and data. Thread-safe.
 */
public final class EmbeddedPostgresServer implements AutoCloseable {
  private static final String POOL = "pool";
  private static final String OWNER = "pool_owner";
  private static final String READER = "pool_read";
  private static final String ROLES = "/postgresql/roles.sql";
  private static final Duration START_LIMIT = Duration.ofMinutes(1);

  private final Path binaries;
  private final Path data;
  private final LogFile log;
  private final int port;
  private EmbeddedPostgres server;

  /**
   * Describes a server; {@link #start()} starts it.
   *
   * @param binaries where the binaries are unpacked once, shared; must not contain {@code
   *     directory}
   * @param directory holds data and log
   * @param port on 127.0.0.1
   */
  public EmbeddedPostgresServer(Path binaries, Path directory, int port) {
    this.binaries = binaries.toAbsolutePath();
    this.data = directory.toAbsolutePath().resolve("data");
    this.log = new LogFile(directory.toAbsolutePath().resolve("postgres.log"));
    this.port = port;
  }

  /**
   * Starts the server, initialising its data directory if need be. Does nothing when it runs
   * already.
   */
  public synchronized void start() {
    if (server != null) {
      return;
    }
    Ports.requireFree(port, "PostgreSQL");
    try {
      Files.createDirectories(binaries);
      Files.createDirectories(data);
      server = launch();
      OrphanGuard.watch(postmaster());
      createPoolDatabase();
    } catch (IOException | SQLException | IllegalStateException e) {
      stop();
      throw new StackException(log.explain("PostgreSQL did not start: " + e.getMessage()), e);
    }
  }

  /** Stops the server; its data stays. Bounded; does nothing when it does not run. */
  public synchronized void stop() {
    if (server == null) {
      return;
    }
    try {
      server.close();
    } catch (IOException e) {
      throw new StackException(log.explain("PostgreSQL did not stop"), e);
    } finally {
      server = null;
    }
  }

  /** Same as {@link #stop()}. */
  @Override
  public void close() {
    stop();
  }

  /** Address for the PostgreSQL driver, without user. */
  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + POOL;
  }

  /**
   * The keys with which a pool finds its database and migrates it. The passwords are no secrets,
   * the server trusts local connections.
   */
  public Map<String, String> configuration() {
    return Map.of(
        "pool.db.url", jdbcUrl(),
        "pool.db.user", POOL,
        "pool.db.password", POOL,
        "pool.db.migration.user", OWNER,
        "pool.db.migration.password", OWNER,
        "pool.db.read.user", READER,
        "pool.db.read.password", READER);
  }

  /** Name of the role that runs the pool. */
  public String user() {
    return POOL;
  }

  /** Name of the role that owns the schema. */
  public String owner() {
    return OWNER;
  }

  /** Name of the role that only reads. */
  public String reader() {
    return READER;
  }

  /** Opens a connection as the role that runs the pool; the caller closes it. */
  public Connection connect() {
    return connect(POOL);
  }

  /** Opens a connection as one of the roles; the caller closes it. */
  public Connection connect(String role) {
    try {
      return DriverManager.getConnection(jdbcUrl(), role, role);
    } catch (SQLException e) {
      throw new StackException("cannot connect to " + jdbcUrl(), e);
    }
  }

  /** Port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** The server's log. */
  public LogFile log() {
    return log;
  }

  private EmbeddedPostgres launch() throws IOException {
    File logFile = log.path().toFile();
    return EmbeddedPostgres.builder()
        .setOverrideWorkingDirectory(binaries.toFile())
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setPort(port)
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("unix_socket_directories", "")
        .setServerConfig("shared_buffers", "64MB")
        .setLocaleConfig("locale", "C")
        .setPGStartupWait(START_LIMIT)
        .setOutputRedirector(Redirect.appendTo(logFile))
        .setErrorRedirector(Redirect.appendTo(logFile))
        .start();
  }

  private ProcessHandle postmaster() throws IOException {
    Path pidFile = data.resolve("postmaster.pid");
    String pid =
        Files.readString(pidFile, StandardCharsets.US_ASCII).lines().findFirst().orElseThrow();
    return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
  }

  /** A database of an earlier release, with one role for everything, is taken over. */
  private void createPoolDatabase() throws SQLException, IOException {
    run(server.getPostgresDatabase(), roles());
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      if (isEmpty(statement, "SELECT 1 FROM pg_database WHERE datname = 'pool'")) {
        statement.execute("CREATE DATABASE pool OWNER pool_owner");
      }
    }
    run(server.getDatabase("postgres", POOL), "REASSIGN OWNED BY pool TO pool_owner");
  }

  private static void run(DataSource database, String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String roles() throws IOException {
    try (InputStream script = EmbeddedPostgresServer.class.getResourceAsStream(ROLES)) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static boolean isEmpty(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      return !rows.next();
    }
  }
}
