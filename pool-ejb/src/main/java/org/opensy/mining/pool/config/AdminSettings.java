package org.opensy.mining.pool.config;

import java.util.Optional;
import java.util.function.Supplier;
import org.opensy.mining.settings.Setting;
import org.opensy.mining.settings.SettingsReader;

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

  static Supplier<AdminSettings> read(SettingsReader keys) {
    Setting<Optional<Secret>> token = keys.secret(KEY, Formats.secret(EXPECTED));
    if (token.get().filter(secret -> !secret.reveal().matches(STRONG)).isPresent()) {
      keys.report(KEY, "is too short or has characters that no header can hold", EXPECTED);
    }
    return () -> new AdminSettings(token.get());
  }
}
