package org.opensy.mining.pool.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.settings.Setting;
import org.opensy.mining.settings.SettingFormat;
import org.opensy.mining.settings.SettingsReader;

/**
 * The Redis server, and what in it is this pool's.
 *
 * @param url {@code redis://} or {@code rediss://} with host, port and, if it is not 0, the number
 *     of the database
 * @param login empty if the server asks for none
 * @param timeout until a connection stands or a command is answered
 * @param pool its name: no other pool on the server has it
 * @param network of the pool; with the name it is in front of all keys and channels
 */
public record RedisSettings(
    URI url, Optional<Login> login, Duration timeout, String pool, Network network) {
  private static final String USER_KEY = "pool.redis.user";
  private static final Pattern DATABASE = Pattern.compile("/?|/(\\d{1,5})");
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

  /**
   * How the pool shows who it is.
   *
   * @param user of Redis's access control list; empty for its default user
   */
  public record Login(Optional<String> user, Secret password) {}

  /** Where the server is, without the number of the database. */
  public String address() {
    return url.getScheme() + "://" + url.getRawAuthority();
  }

  /** The number of the database. */
  public int database() {
    String path = url.getPath();
    return path.length() > 1 ? Integer.parseInt(path.substring(1)) : 0;
  }

  /** The full name of a key or channel of this pool. */
  public String key(String name) {
    return prefix(pool, network) + name;
  }

  static Supplier<RedisSettings> read(SettingsReader keys, Setting<Network> network) {
    Setting<URI> url =
        keys.required(
            "pool.redis.url",
            new SettingFormat<>(
                "redis://host:port or rediss://host:port, also with /database, without a password",
                RedisSettings::url));
    Setting<Optional<Login>> login = login(keys);
    Setting<Duration> timeout = keys.required("pool.redis.timeout", Formats.seconds());
    Setting<String> name =
        keys.required(
            "pool.name",
            new SettingFormat<>(
                "1 to 32 small letters, digits and hyphens, with no hyphen in front",
                RedisSettings::name));
    return () ->
        new RedisSettings(url.get(), login.get(), timeout.get(), name.get(), network.get());
  }

  /**
   * The prefix of a pool's keys; no name has a colon in it, so none is the beginning of another.
   */
  static String prefix(String pool, Network network) {
    return "opensy:" + pool + ":" + network.chainName() + ":";
  }

  private static Setting<Optional<Login>> login(SettingsReader keys) {
    Setting<Optional<String>> user = keys.optional(USER_KEY, SettingFormat.TEXT);
    Setting<Optional<Secret>> password =
        keys.secret("pool.redis.password", Formats.secret("the password of Redis"));
    if (user.get().isPresent() && password.isUsable() && password.get().isEmpty()) {
      keys.report(USER_KEY, "has no password", "pool.redis.password to be set too");
    }
    return Setting.of(
        USER_KEY, () -> password.get().map(secret -> new Login(user.get(), secret)), password);
  }

  private static URI url(String text) {
    URI uri = URI.create(text);
    boolean redis = "redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme());
    if (!redis || uri.getHost() == null || uri.getPort() < 1 || uri.getUserInfo() != null) {
      throw new IllegalArgumentException("not a Redis address");
    }
    if (!DATABASE.matcher(uri.getRawPath()).matches()
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("more than the number of a database");
    }
    return uri;
  }

  private static String name(String text) {
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException("not a name");
    }
    return text;
  }
}
