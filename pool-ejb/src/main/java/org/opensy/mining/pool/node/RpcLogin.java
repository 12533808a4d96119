package org.opensy.mining.pool.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Base64;
import org.opensy.mining.pool.config.NodeLogin;

/**
 * The value of the {@code Authorization} header for one node. A cookie is read when first needed
 * and again after the node refused it, since each start of the node writes a new one. Thread-safe.
 */
final class RpcLogin {
  private final NodeLogin login;
  private volatile String header;

  RpcLogin(NodeLogin login) {
    this.login = login;
  }

  /**
   * The header to send now.
   *
   * @throws NodeUnreachableException if the cookie file cannot be read
   */
  String header() {
    String known = header;
    return known == null ? read() : known;
  }

  /** After a refusal of {@code used}: whether there is another header to try. */
  boolean renewed(String used) {
    return login instanceof NodeLogin.CookieFile && !read().equals(used);
  }

  private String read() {
    String userAndPassword =
        login instanceof NodeLogin.Password given
            ? given.user() + ":" + given.password().reveal()
            : cookie((NodeLogin.CookieFile) login);
    String read = "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(UTF_8));
    header = read;
    return read;
  }

  private static String cookie(NodeLogin.CookieFile file) {
    try {
      return Files.readString(file.path(), UTF_8).strip();
    } catch (IOException e) {
      throw NodeUnreachableException.notTaken("cookie file " + file.path() + " not readable", e);
    }
  }
}
