package org.opensy.mining.pool.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.opensy.mining.pool.journal.JournalSize;

/**
 * Where shares and blocks are kept. The database's own address and login ({@code pool.db.…}) are
 * resolved by the container's data source; they are only checked here.
 *
 * @param shares how the table of shares is filled and emptied
 * @param journal where shares are safe before they are acknowledged
 * @param redis the server shared by the pool's instances
 */
public record StorageSettings(Shares shares, Journal journal, Redis redis) {

  /**
   * Settings of the shares.
   *
   * @param retentionDays days after which a day's shares are dropped, at least 1
   * @param partitionsAhead days for which partitions stand ready, at least 1
   * @param queueCapacity shares that may wait in memory for the database, at least 1
   * @param writer names this instance among those that share the database
   */
  public record Shares(int retentionDays, int partitionsAhead, int queueCapacity, String writer) {

    static Optional<Shares> read(KeyReader keys) {
      Optional<Integer> retention = keys.number("pool.shares.retention-days", 1, 3650);
      Optional<Integer> ahead = keys.number("pool.shares.partitions-ahead", 1, 60);
      Optional<Integer> capacity = keys.number("pool.shares.queue-capacity", 1, 10_000_000);
      String writer = keys.text("pool.shares.writer").orElseGet(() -> hostAndPort(keys));
      return retention.isPresent() && ahead.isPresent() && capacity.isPresent()
          ? Optional.of(new Shares(retention.get(), ahead.get(), capacity.get(), writer))
          : Optional.empty();
    }

    /** No two instances of a machine listen on the same ports. */
    private static String hostAndPort(KeyReader keys) {
      return hostName() + ":" + keys.text(StratumSettings.PORT_KEY).orElse("");
    }

    private static String hostName() {
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException nameless) {
        return "localhost";
      }
    }
  }

  /**
   * The journal.
   *
   * @param directory of this instance alone, absolute
   * @param maxMebibytes the most that it may take on disk
   */
  public record Journal(Path directory, int maxMebibytes) {
    static final String DIRECTORY_KEY = "pool.journal.directory";
    private static final String DIRECTORY = "pool-journal";

    static Optional<Journal> read(KeyReader keys) {
      Optional<Path> directory = directory(keys);
      Optional<Integer> most =
          keys.number("pool.journal.max-mebibytes", JournalSize.LEAST_MEBIBYTES, 1 << 20);
      return directory.flatMap(path -> most.map(size -> new Journal(path, size)));
    }

    /** Beside the server's own files, which outlive a restart; empty only if the key is bad. */
    static Optional<Path> directory(KeyReader keys) {
      if (keys.text(DIRECTORY_KEY).isPresent()) {
        return keys.required(
            DIRECTORY_KEY,
            "a directory of this instance alone",
            text -> Path.of(text).toAbsolutePath());
      }
      String root = System.getProperty("com.sun.aas.instanceRoot", "");
      return Optional.of(Path.of(root, DIRECTORY).toAbsolutePath());
    }
  }

  /**
   * The Redis server.
   *
   * @param url {@code redis://} or {@code rediss://} with host and port
   * @param password empty if the server asks for none
   * @param timeout until a connection stands or a command is answered
   */
  public record Redis(URI url, Optional<Secret> password, Duration timeout) {

    static Optional<Redis> read(KeyReader keys) {
      Optional<URI> url =
          keys.required(
              "pool.redis.url",
              "redis://host:port or rediss://host:port, without a password",
              Redis::url);
      Optional<Secret> password = keys.secret("pool.redis.password");
      Optional<Duration> timeout = keys.seconds("pool.redis.timeout");
      return url.flatMap(uri -> timeout.map(time -> new Redis(uri, password, time)));
    }

    private static URI url(String text) {
      URI uri = URI.create(text);
      boolean redis = "redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme());
      if (!redis || uri.getHost() == null || uri.getPort() < 1 || uri.getUserInfo() != null) {
        throw new IllegalArgumentException("not a Redis address");
      }
      return uri;
    }
  }

  static Optional<StorageSettings> read(KeyReader keys) {
    checkDatabase(keys);
    Optional<Shares> shares = Shares.read(keys);
    Optional<Journal> journal = Journal.read(keys);
    Optional<Redis> redis = Redis.read(keys);
    return shares.isPresent() && journal.isPresent() && redis.isPresent()
        ? Optional.of(new StorageSettings(shares.get(), journal.get(), redis.get()))
        : Optional.empty();
  }

  private static void checkDatabase(KeyReader keys) {
    Optional<String> url = keys.text("pool.db.url");
    String expected = "jdbc:postgresql://host:port/database, without a password";
    if (url.isEmpty()) {
      keys.report("pool.db.url", "is missing", expected);
    } else if (!url.get().startsWith("jdbc:postgresql:") || url.get().contains("password=")) {
      keys.report("pool.db.url", "is not the address of a PostgreSQL database", expected);
    }
    if (keys.text("pool.db.user").isEmpty()) {
      keys.report("pool.db.user", "is missing", "the database user");
    }
    if (keys.secret("pool.db.password").isEmpty()) {
      keys.report("pool.db.password", "is missing", "the password of the database user");
    }
  }
}
