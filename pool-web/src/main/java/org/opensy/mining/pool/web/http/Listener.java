package org.opensy.mining.pool.web.http;

import java.util.regex.Pattern;

/**
 * The two listeners that HTTP is served on, and the paths that each lets through: no other path
 * gets any further, and no path has two spellings. Each listener is a virtual server of its own.
 * The server's own metrics, health checks and OpenAPI are part of the application at the root, so
 * they are behind this too.
 */
public enum Listener {
  /** For everybody, as a rule behind a reverse proxy. */
  PUBLIC(
      "/(index\\.html|pool\\.css|pool\\.js|ws)?|/api/v1/((pool|network|calculator)(/.*)?"
          + "|(miners?|address)/.*|events|openapi\\.(json|yaml))"),

  /** For operators and for what watches the pool. */
  OPERATIONS(
      "/(ready|live|metrics|openapi)|/health(/(ready|live|started))?|/api/v1/(admin|auth)/.*");

  /** Name of the virtual server for operations; every other one is public. */
  private static final String OPERATIONS_SERVER = "operations";

  /** No empty segment, none that begins with a dot, no escapes, no parameters. */
  private static final Pattern PLAIN = Pattern.compile("/([A-Za-z0-9_~-][A-Za-z0-9._~-]*/?)*+");

  private final Pattern paths;

  Listener(String paths) {
    this.paths = Pattern.compile(paths);
  }

  /** The listener of a virtual server. */
  static Listener of(String virtualServer) {
    return virtualServer.equals(OPERATIONS_SERVER) ? OPERATIONS : PUBLIC;
  }

  /**
   * Whether a path, as it stands in the request, is written in the one way in which the pool's
   * paths are.
   */
  static boolean isPlain(String path) {
    return PLAIN.matcher(path).matches();
  }

  /** Whether a plain path is served here. */
  boolean serves(String path) {
    return paths.matcher(path).matches();
  }
}
