package org.opensy.mining.dev.pool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.opensy.mining.dev.node.RegtestNode;
import org.opensy.mining.dev.node.RegtestNodeOptions;
import org.opensy.mining.dev.stack.NodeAccess;
import org.opensy.mining.dev.stack.PoolServer;
import org.opensy.mining.dev.stack.StackPaths;

/** The real pool.ear on Payara Server with PostgreSQL, Redis and a regtest node. */
final class PoolFixture implements AutoCloseable {
  /** Of the coinbase, and of every miner that has no own. */
  static final String ADDRESS = "rsyl1qwa88cugm29ssakypw5q5j9aktvxpnkjfsvn6gv";

  private static final String USER = "pool";
  private static final String PASSWORD = "only-for-this-test";
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long LOOK_MILLIS = 50;

  final RegtestNode node;
  final PoolServer pool;
  private final HttpClient http = HttpClient.newHttpClient();

  private PoolFixture(RegtestNode node, PoolServer pool) {
    this.node = node;
    this.pool = pool;
  }

  /** Starts everything, with a chain of {@code blocks} blocks. */
  static PoolFixture start(String name, int blocks, Map<String, String> overrides) {
    RegtestNode node = RegtestNode.start(RegtestNodeOptions.of(USER, PASSWORD));
    node.generate(blocks, ADDRESS);
    PoolServer pool =
        new PoolServer(StackPaths.fromSystemProperties().in(name), access(node), overrides);
    pool.start();
    return new PoolFixture(node, pool);
  }

  static NodeAccess access(RegtestNode node) {
    String url = "http://127.0.0.1:" + node.port();
    return new NodeAccess(url, USER, PASSWORD, "", ADDRESS);
  }

  HttpResponse<String> get(String path) {
    try {
      URI uri = pool.uri(path);
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** The first column of the first row. */
  long count(String sql) {
    try (Connection connection = pool.postgres().connect();
        ResultSet rows = connection.createStatement().executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until something holds, looking again and again. */
  static void eventually(String what, Callable<Boolean> condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!condition.call()) {
        if (System.nanoTime() > end) {
          throw new AssertionError("not within " + PATIENCE + ": " + what);
        }
        java.util.concurrent.TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
    } catch (AssertionError | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(what, e);
    }
  }

  @Override
  public void close() {
    pool.close();
    node.close();
  }
}
