package org.opensy.mining.dev.stack;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;

/**
 * As much of an identity provider as the pool sees: an address with its keys, and tokens of the
 * shape that Keycloak gives them. Close it after use.
 */
public final class IdentityProvider implements AutoCloseable {
  private static final String KEY_ID = "first";

  private final KeyPair key = TestToken.newKey();
  private final HttpServer server;

  /** Starts one on loopback. */
  public IdentityProvider() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] keys = TestToken.publicKeys(KEY_ID, key).getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/certs",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, keys.length);
          exchange.getResponseBody().write(keys);
          exchange.close();
        });
    server.start();
  }

  /** What a pool is configured with that takes its tokens. */
  public Map<String, String> configuration() {
    return Map.of(
        "mp.jwt.verify.publickey.location", address() + "/certs",
        "mp.jwt.verify.issuer", address(),
        "mp.jwt.verify.audiences", "mining-pool",
        "pool.auth.roles-claim", "realm_access.roles",
        "pool.auth.role.operator", "pool-staff,pool-night-shift");
  }

  /** A good token for somebody with these roles of the provider. */
  public String token(String name, String... roles) {
    return TestToken.of("f:1:" + name)
        .with("iss", address())
        .with("aud", List.of("account", "mining-pool"))
        .with("preferred_username", name)
        .with("realm_access", Map.of("roles", List.of(roles)))
        .ofKey(KEY_ID)
        .signedBy(key);
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
