package org.opensy.mining.coopmine.coordinator.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.opensy.mining.coopmine.coordinator.pool.PoolAccount;
import org.opensy.mining.coopmine.coordinator.pool.PoolAddress;
import org.opensy.mining.coopmine.protocol.SharedToken;
import org.opensy.mining.randomx.RandomXMode;
import org.opensy.mining.randomx.RandomXSettings;
import org.opensy.mining.settings.BadSettingsException;
import org.opensy.mining.settings.Setting;
import org.opensy.mining.settings.SettingFormat;
import org.opensy.mining.settings.SettingsReader;

/**
 * What the coordinator is told.
 *
 * @param listen where workers connect
 * @param token the secret they have to know
 * @param randomXLibrary where to find librandomx, if not where it usually is
 */
public record CoordinatorSettings(
    PoolAccount account,
    Listen listen,
    SharedToken token,
    Optional<Path> randomXLibrary,
    RandomXSettings randomX) {
  /** The port that workers know unless told otherwise. */
  public static final int DEFAULT_PORT = 3334;

  private static final String DEFAULT_PASSWORD = "x";

  /** Heartbeats that a worker may miss. */
  private static final int MISSED_HEARTBEATS = 3;

  /** The current key, and the one before or after it. */
  private static final int KEYS = 2;

  /**
   * The side of the workers.
   *
   * @param heartbeat time between two signs of life of a worker
   */
  public record Listen(InetSocketAddress address, int maxWorkers, Duration heartbeat) {
    /** How long a worker may be silent. */
    public Duration timeout() {
      return heartbeat.multipliedBy(MISSED_HEARTBEATS);
    }
  }

  /**
   * Reads all settings.
   *
   * @param source the text of each key that is set
   * @throws BadSettingsException naming every key that is missing or wrong
   */
  public static CoordinatorSettings read(Function<String, Optional<String>> source) {
    SettingsReader keys = new SettingsReader(source);
    Supplier<PoolAccount> account = account(keys);
    Supplier<Listen> listen = listen(keys);
    Setting<SharedToken> token =
        keys.requiredSecret(
            "coopmine.token", SettingFormat.explained("", text -> SharedToken.of(text.strip())));
    Setting<Optional<Path>> library =
        keys.optional("randomx.library.path", new SettingFormat<>("a file's path", Path::of));
    Setting<Boolean> large =
        keys.optional("randomx.large-pages", true, SettingFormat.either("auto", "off"));
    Setting<Boolean> secure = keys.optional("randomx.secure-jit", false, SettingFormat.FLAG);
    keys.check(BadSettingsException::new);
    return new CoordinatorSettings(
        account.get(),
        listen.get(),
        token.get(),
        library.get(),
        RandomXSettings.of(RandomXMode.LIGHT)
            .withKeys(KEYS)
            .withLargePages(large.get())
            .withSecureJit(secure.get()));
  }

  private static Supplier<PoolAccount> account(SettingsReader keys) {
    Setting<PoolAddress> address =
        keys.required(
            "coopmine.pool.url",
            new SettingFormat<>("stratum+tcp://host:port", PoolAddress::parse));
    Setting<String> login = keys.required("coopmine.pool.login", atMost(256));
    Setting<Optional<String>> password = keys.secret("coopmine.pool.password", atMost(256));
    Setting<String> rigId = keys.optional("coopmine.pool.rig-id", "", atMost(128));
    return () ->
        new PoolAccount(
            address.get(), login.get(), password.get().orElse(DEFAULT_PASSWORD), rigId.get());
  }

  private static Supplier<Listen> listen(SettingsReader keys) {
    Setting<InetAddress> bind =
        keys.optional(
            "coopmine.coordinator.bind-address",
            InetAddress.getLoopbackAddress(),
            new SettingFormat<>("an address of this machine", CoordinatorSettings::bindAddress));
    Setting<Integer> port =
        keys.optional("coopmine.coordinator.port", DEFAULT_PORT, SettingFormat.number(0, 65_535));
    Setting<Integer> workers =
        keys.optional("coopmine.coordinator.max-workers", 256, SettingFormat.number(1, 10_000));
    Setting<Integer> heartbeat =
        keys.optional("coopmine.coordinator.heartbeat-seconds", 10, SettingFormat.number(1, 300));
    return () ->
        new Listen(
            new InetSocketAddress(bind.get(), port.get()),
            workers.get(),
            Duration.ofSeconds(heartbeat.get()));
  }

  private static SettingFormat<String> atMost(int characters) {
    return new SettingFormat<>(
        "a text of at most " + characters + " characters",
        text -> {
          if (text.length() > characters) {
            throw new IllegalArgumentException("too long");
          }
          return text;
        });
  }

  private static InetAddress bindAddress(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("unknown", e);
    }
  }
}
