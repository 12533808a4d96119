package org.opensy.mining.pool.signin;

import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.opensy.mining.pool.config.AuthSettings;

/**
 * Tells the server's MicroProfile JWT which keys verify the tokens that the pool issues, unless
 * another issuer's keys are configured by {@code mp.jwt.verify.publickey.location}. Thread-safe.
 */
public class PublicKeySource implements ConfigSource {
  private static final String KEY = "mp.jwt.verify.publickey";

  @Override
  public Set<String> getPropertyNames() {
    return Set.of(KEY);
  }

  @Override
  public String getValue(String name) {
    if (!name.equals(KEY)) {
      return null;
    }
    Config config = ConfigProvider.getConfig();
    return config.getOptionalValue(AuthSettings.KEY_LOCATION, String.class).isPresent()
        ? null
        : AuthSettings.keys(config).publicKeys();
  }

  @Override
  public String getName() {
    return "the pool's public keys";
  }
}
