package org.opensy.mining.pool.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.journal.JournalSize;
import org.opensy.mining.settings.Setting;
import org.opensy.mining.settings.SettingFormat;
import org.opensy.mining.settings.SettingsReader;

/**
 * Where shares and blocks are kept.
 *
 * @param database where they are kept for good
 * @param shares how the table of shares is filled and emptied
 * @param history how long sums of shares are kept
 * @param journal where shares are safe before they are acknowledged
 * @param redis the server shared by the pool's instances
 */
public record StorageSettings(
    DatabaseSettings database,
    Shares shares,
    History history,
    Journal journal,
    RedisSettings redis) {

  /**
   * Settings of the shares.
   *
   * @param retentionDays days after which a day's shares are dropped, at least 1
   * @param partitionsAhead days for which partitions stand ready, at least 1
   * @param queueCapacity shares that may wait in memory for the database, at least 1
   * @param writer names this instance among those that share the database
   */
  public record Shares(int retentionDays, int partitionsAhead, int queueCapacity, String writer) {

    static Supplier<Shares> read(SettingsReader keys) {
      Setting<Integer> retention =
          keys.required("pool.shares.retention-days", SettingFormat.number(1, 3650));
      Setting<Integer> ahead =
          keys.required("pool.shares.partitions-ahead", SettingFormat.number(1, 60));
      Setting<Integer> capacity =
          keys.required("pool.shares.queue-capacity", SettingFormat.number(1, 10_000_000));
      Setting<String> writer =
          keys.optional("pool.shares.writer", hostAndPort(keys), SettingFormat.TEXT);
      return () -> new Shares(retention.get(), ahead.get(), capacity.get(), writer.get());
    }

    /** No two instances of a machine listen on the same ports. */
    private static String hostAndPort(SettingsReader keys) {
      String ports = keys.optional(StratumSettings.PORT_KEY, "", SettingFormat.TEXT).get();
      return hostName() + ":" + ports;
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
   * How long sums for charts are kept; those of days stay for ever.
   *
   * @param tenMinutesDays days for those of ten minutes, at least 2
   * @param hoursDays days for those of hours, at least 9
   */
  public record History(int tenMinutesDays, int hoursDays) {

    static Supplier<History> read(SettingsReader keys) {
      Setting<Integer> tenMinutes =
          keys.required("pool.history.ten-minutes.retention-days", SettingFormat.number(2, 3650));
      Setting<Integer> hours =
          keys.required("pool.history.hours.retention-days", SettingFormat.number(9, 3650));
      return () -> new History(tenMinutes.get(), hours.get());
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

    static Supplier<Journal> read(SettingsReader keys) {
      Setting<Path> directory = directory(keys);
      Setting<Integer> most =
          keys.required(
              "pool.journal.max-mebibytes",
              SettingFormat.number(JournalSize.LEAST_MEBIBYTES, 1 << 20));
      return () -> new Journal(directory.get(), most.get());
    }

    /** By default beside the server's own files, which outlive a restart. */
    static Setting<Path> directory(SettingsReader keys) {
      String root = System.getProperty("com.sun.aas.instanceRoot", "");
      return keys.optional(
          DIRECTORY_KEY,
          Path.of(root, DIRECTORY).toAbsolutePath(),
          new SettingFormat<>(
              "a directory of this instance alone", text -> Path.of(text).toAbsolutePath()));
    }
  }

  static Supplier<StorageSettings> read(SettingsReader keys, Setting<Network> network) {
    Supplier<DatabaseSettings> database = DatabaseSettings.read(keys);
    Supplier<Shares> shares = Shares.read(keys);
    Supplier<History> history = History.read(keys);
    Supplier<Journal> journal = Journal.read(keys);
    Supplier<RedisSettings> redis = RedisSettings.read(keys, network);
    return () ->
        new StorageSettings(
            database.get(), shares.get(), history.get(), journal.get(), redis.get());
  }
}
