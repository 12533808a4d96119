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
import org.opensy.mining.coopmine.protocol.config.KeyReader;
import org.opensy.mining.randomx.RandomXMode;
import org.opensy.mining.randomx.RandomXSettings;

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
   * @throws org.opensy.mining.coopmine.protocol.config.BadSettingsException naming every key that
   *     is missing or wrong
   */
  public static CoordinatorSettings read(Function<String, Optional<String>> source) {
    KeyReader keys = new KeyReader(source);
    Supplier<PoolAccount> account = account(keys);
    Supplier<Listen> listen = listen(keys);
    Supplier<SharedToken> token = keys.required("coopmine.token", SharedToken::of);
    Supplier<Optional<Path>> library =
        keys.optional("randomx.library.path", Optional.empty(), text -> Optional.of(Path.of(text)));
    Supplier<Boolean> large =
        keys.optional("randomx.large-pages", true, KeyReader.either("auto", "off"));
    Supplier<Boolean> secure =
        keys.optional("randomx.secure-jit", false, KeyReader.either("true", "false"));
    keys.check();
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

  private static Supplier<PoolAccount> account(KeyReader keys) {
    Supplier<PoolAddress> address = keys.required("coopmine.pool.url", PoolAddress::parse);
    Supplier<String> login = keys.required("coopmine.pool.login", text -> bounded(text, 256));
    Supplier<String> password =
        keys.optional("coopmine.pool.password", "x", text -> bounded(text, 256));
    Supplier<String> rigId = keys.optional("coopmine.pool.rig-id", "", text -> bounded(text, 128));
    return () -> new PoolAccount(address.get(), login.get(), password.get(), rigId.get());
  }

  private static Supplier<Listen> listen(KeyReader keys) {
    Supplier<InetAddress> bind =
        keys.optional(
            "coopmine.coordinator.bind-address",
            InetAddress.getLoopbackAddress(),
            CoordinatorSettings::bindAddress);
    Supplier<Integer> port = keys.number("coopmine.coordinator.port", DEFAULT_PORT, 0, 65_535);
    Supplier<Integer> workers = keys.number("coopmine.coordinator.max-workers", 256, 1, 10_000);
    Supplier<Integer> heartbeat = keys.number("coopmine.coordinator.heartbeat-seconds", 10, 1, 300);
    return () ->
        new Listen(
            new InetSocketAddress(bind.get(), port.get()),
            workers.get(),
            Duration.ofSeconds(heartbeat.get()));
  }

  private static String bounded(String text, int most) {
    if (text.length() > most) {
      throw new IllegalArgumentException("must have at most " + most + " characters");
    }
    return text;
  }

  private static InetAddress bindAddress(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("must be an address of this machine", e);
    }
  }
}
