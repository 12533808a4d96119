package org.opensy.mining.pool.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.opensy.mining.settings.Setting;
import org.opensy.mining.settings.SettingFormat;
import org.opensy.mining.settings.SettingsReader;

/**
 * The nodes and how long to wait for them.
 *
 * @param nodes at least one, in order of preference
 * @param times the waits, all positive
 */
public record NodeSettings(List<NodeAddress> nodes, Times times) {
  private static final String URL_KEY = "pool.node.url";
  private static final String URL_EXPECTED =
      "addresses such as http://127.0.0.1:9632, separated by commas, without user and password";
  private static final String USER_KEY = "pool.node.user";
  private static final String PASSWORD_KEY = "pool.node.password";
  private static final String COOKIE_KEY = "pool.node.cookie-file";

  /** Takes a copy of the list. */
  public NodeSettings {
    nodes = List.copyOf(nodes);
  }

  /**
   * Waits and pauses.
   *
   * @param connect until the connection stands
   * @param read until a whole answer has arrived
   * @param longPoll until a long poll is given up and asked again
   * @param poll between two ordinary looks for a new template
   * @param coolDown how long a node that failed is passed over while another one answers
   */
  public record Times(
      Duration connect, Duration read, Duration longPoll, Duration poll, Duration coolDown) {

    static Supplier<Times> read(SettingsReader keys) {
      Setting<Duration> connect = keys.required("pool.node.connect-timeout", Formats.seconds());
      Setting<Duration> read = keys.required("pool.node.read-timeout", Formats.seconds());
      Setting<Duration> longPoll = keys.required("pool.node.long-poll-timeout", Formats.seconds());
      Setting<Duration> poll = keys.required("pool.node.poll-interval", Formats.seconds());
      Setting<Duration> coolDown = keys.required("pool.node.cool-down", Formats.seconds());
      return () -> new Times(connect.get(), read.get(), longPoll.get(), poll.get(), coolDown.get());
    }
  }

  static Supplier<NodeSettings> read(SettingsReader keys) {
    Setting<List<URI>> urls =
        keys.required(URL_KEY, new SettingFormat<>(URL_EXPECTED, NodeSettings::urls));
    Supplier<NodeLogin> login = login(keys);
    Supplier<Times> times = Times.read(keys);
    return () ->
        new NodeSettings(
            urls.get().stream().map(uri -> new NodeAddress(uri, login.get())).toList(),
            times.get());
  }

  private static List<URI> urls(String list) {
    return Stream.of(list.split(",", -1)).map(String::strip).map(NodeSettings::url).toList();
  }

  /** The address of one node. */
  static URI url(String text) {
    URI uri = URI.create(text);
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!http || uri.getHost() == null || uri.getPort() < 1 || uri.getUserInfo() != null) {
      throw new IllegalArgumentException("not a node's address");
    }
    return uri;
  }

  private static Supplier<NodeLogin> login(SettingsReader keys) {
    Setting<Optional<Path>> cookie =
        keys.optional(COOKIE_KEY, new SettingFormat<>("the path of a file", Path::of));
    return cookie.isUsable() && cookie.get().isEmpty() ? password(keys) : cookieFile(keys, cookie);
  }

  private static Supplier<NodeLogin> cookieFile(
      SettingsReader keys, Setting<Optional<Path>> cookie) {
    boolean user = keys.optional(USER_KEY, SettingFormat.TEXT).get().isPresent();
    boolean password = keys.secret(PASSWORD_KEY, SettingFormat.TEXT).get().isPresent();
    if (user || password) {
      keys.report(COOKIE_KEY, "stands beside a user or password", "one of the two ways to log in");
    }
    return () -> new NodeLogin.CookieFile(cookie.get().orElseThrow());
  }

  private static Supplier<NodeLogin> password(SettingsReader keys) {
    String instead = "the node's RPC user, or " + COOKIE_KEY + " instead";
    Setting<String> user = keys.required(USER_KEY, new SettingFormat<>(instead, text -> text));
    Setting<Secret> password =
        keys.requiredSecret(PASSWORD_KEY, Formats.secret("the password of the node's RPC user"));
    return () -> new NodeLogin.Password(user.get(), password.get());
  }
}
