package org.opensy.mining.pool.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

    static Optional<Times> read(KeyReader keys) {
      Optional<Duration> connect = keys.seconds("pool.node.connect-timeout");
      Optional<Duration> read = keys.seconds("pool.node.read-timeout");
      Optional<Duration> longPoll = keys.seconds("pool.node.long-poll-timeout");
      Optional<Duration> poll = keys.seconds("pool.node.poll-interval");
      Optional<Duration> coolDown = keys.seconds("pool.node.cool-down");
      return Stream.of(connect, read, longPoll, poll, coolDown).allMatch(Optional::isPresent)
          ? Optional.of(
              new Times(connect.get(), read.get(), longPoll.get(), poll.get(), coolDown.get()))
          : Optional.empty();
    }
  }

  static Optional<NodeSettings> read(KeyReader keys) {
    Optional<List<URI>> urls = keys.required(URL_KEY, URL_EXPECTED, NodeSettings::urls);
    Optional<NodeLogin> login = login(keys);
    Optional<Times> times = Times.read(keys);
    if (urls.isEmpty() || login.isEmpty() || times.isEmpty()) {
      return Optional.empty();
    }
    List<NodeAddress> nodes =
        urls.get().stream().map(uri -> new NodeAddress(uri, login.get())).toList();
    return Optional.of(new NodeSettings(nodes, times.get()));
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

  private static Optional<NodeLogin> login(KeyReader keys) {
    Optional<Path> cookie = keys.optional(COOKIE_KEY, "the path of a file", Path::of);
    Optional<String> user = keys.text(USER_KEY);
    Optional<Secret> password = keys.secret(PASSWORD_KEY);
    if (cookie.isPresent() && (user.isPresent() || password.isPresent())) {
      keys.report(COOKIE_KEY, "stands beside a user or password", "one of the two ways to log in");
      return Optional.empty();
    }
    if (cookie.isPresent()) {
      return cookie.map(NodeLogin.CookieFile::new);
    }
    if (user.isEmpty()) {
      keys.report(USER_KEY, "is missing", "the node's RPC user, or " + COOKIE_KEY + " instead");
    }
    if (password.isEmpty()) {
      keys.report(PASSWORD_KEY, "is missing", "the password of the node's RPC user");
    }
    return user.flatMap(name -> password.map(secret -> new NodeLogin.Password(name, secret)));
  }
}
