package org.opensy.mining.coopmine.worker.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.opensy.mining.coopmine.protocol.SharedToken;
import org.opensy.mining.randomx.RandomXMode;
import org.opensy.mining.randomx.RandomXSettings;
import org.opensy.mining.settings.BadSettingsException;
import org.opensy.mining.settings.Setting;
import org.opensy.mining.settings.SettingFormat;
import org.opensy.mining.settings.SettingsReader;

/**
 * What the worker is told.
 *
 * @param coordinator where the coordinator listens, {@code host:port}
 * @param token the secret that it wants to see
 * @param name what the worker is called there
 * @param randomXLibrary where to find librandomx, if not where it usually is
 * @param randomX how to hash; its threads are the hashing threads
 */
public record WorkerSettings(
    String coordinator,
    SharedToken token,
    String name,
    Optional<Path> randomXLibrary,
    RandomXSettings randomX) {
  private static final String DEFAULT_COORDINATOR = "127.0.0.1:3334";
  private static final int MAX_THREADS = 4096;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern ADDRESS =
      Pattern.compile("(?:[A-Za-z0-9._-]{1,253}|\\[[0-9a-fA-F:.]+]):[0-9]{1,5}");

  /**
   * Reads all settings.
   *
   * @param source the text of each key that is set
   * @throws BadSettingsException naming every key that is missing or wrong
   */
  public static WorkerSettings read(Function<String, Optional<String>> source) {
    SettingsReader keys = new SettingsReader(source);
    Setting<String> coordinator =
        keys.optional(
            "coopmine.coordinator.address",
            DEFAULT_COORDINATOR,
            new SettingFormat<>("host:port", WorkerSettings::address));
    Setting<SharedToken> token =
        keys.requiredSecret(
            "coopmine.token", SettingFormat.explained("", text -> SharedToken.of(text.strip())));
    Setting<String> name =
        keys.optional(
            "coopmine.worker.name",
            hostName(),
            new SettingFormat<>("1 to 64 of A-Z a-z 0-9 . _ -", WorkerSettings::name));
    Setting<Optional<Path>> library =
        keys.optional("randomx.library.path", new SettingFormat<>("a file's path", Path::of));
    Supplier<RandomXSettings> randomX = randomX(keys);
    keys.check(BadSettingsException::new);
    return new WorkerSettings(
        coordinator.get(), token.get(), name.get(), library.get(), randomX.get());
  }

  /** How many threads hash. */
  public int threads() {
    return randomX.threads();
  }

  private static Supplier<RandomXSettings> randomX(SettingsReader keys) {
    Setting<Integer> threads =
        keys.optional(
            "coopmine.worker.threads",
            Runtime.getRuntime().availableProcessors(),
            SettingFormat.number(1, MAX_THREADS));
    Setting<RandomXMode> mode =
        keys.optional(
            "randomx.mode",
            RandomXMode.AUTO,
            new SettingFormat<>("auto, light or full", RandomXMode::of));
    Setting<Boolean> large =
        keys.optional("randomx.large-pages", true, SettingFormat.either("auto", "off"));
    Setting<Boolean> secure = keys.optional("randomx.secure-jit", false, SettingFormat.FLAG);
    return () ->
        RandomXSettings.of(mode.get())
            .withThreads(threads.get())
            .withLargePages(large.get())
            .withSecureJit(secure.get());
  }

  private static String name(String text) {
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException("not a name");
    }
    return text;
  }

  private static String address(String text) {
    if (!ADDRESS.matcher(text).matches()) {
      throw new IllegalArgumentException("not an address");
    }
    int port = Integer.parseInt(text.substring(text.lastIndexOf(':') + 1));
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("not a port");
    }
    return text;
  }

  private static String hostName() {
    try {
      String host = InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9._-]", "-");
      return NAME.matcher(host).matches() ? host : "worker";
    } catch (UnknownHostException nameless) {
      return "worker";
    }
  }
}
