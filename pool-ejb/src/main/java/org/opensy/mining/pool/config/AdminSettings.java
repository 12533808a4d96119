package org.opensy.mining.pool.config;

import java.util.Optional;

/**
 * How operators show who they are.
 *
 * @param token which they send with each call; nobody is an operator without it
 */
public record AdminSettings(Optional<Secret> token) {
  private static final String KEY = "pool.admin.token";
  private static final String EXPECTED =
      "a secret of 32 to 256 printable characters without spaces, such as `openssl rand -hex 32` gives";
  private static final String STRONG = "[\\x21-\\x7e]{32,256}";

  static Optional<AdminSettings> read(KeyReader keys) {
    Optional<Secret> token = keys.secret(KEY);
    if (token.isPresent() && !token.get().reveal().matches(STRONG)) {
      keys.report(KEY, "is too short or has characters that no header can hold", EXPECTED);
      return Optional.empty();
    }
    return Optional.of(new AdminSettings(token));
  }
}
