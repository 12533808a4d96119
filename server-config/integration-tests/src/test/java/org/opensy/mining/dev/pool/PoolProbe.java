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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.opensy.mining.dev.stack.PoolServer;
import org.opensy.mining.dev.stack.TestPool;

/** Looks at a running pool from outside: over HTTP, and into its database. */
public final class PoolProbe {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long LOOK_MILLIS = 50;
  private static final String NONE_WAITING = "\nopensy_pool_shares_waiting 0";
  private static final Pattern OPERATIONS =
      Pattern.compile("/(metrics|health|openapi|ready|live|api/v1/(admin|auth))\\b");
  private static final Pattern DIFFICULTY =
      Pattern.compile("\nopensy_pool_network_difficulty (\\S+)");

  private final PoolServer pool;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** Of this pool. */
  public PoolProbe(TestPool pool) {
    this(pool.server());
  }

  /** Of this instance of a pool. */
  public PoolProbe(PoolServer pool) {
    this.pool = pool;
  }

  /** The answer to a GET of a path such as {@code /ready}, where that path is served. */
  public HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  private URI uri(String path) {
    return OPERATIONS.matcher(path).lookingAt() ? pool.operationsUri(path) : pool.uri(path);
  }

  /** The answer to a call that shows a token and has a JSON body. */
  public HttpResponse<String> call(String method, String path, String token, String body) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  /** The answer to a POST that shows no token and has a JSON body. */
  public HttpResponse<String> post(String path, String body) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  /** The answer to a call with these headers and no body. */
  public HttpResponse<String> ask(String method, String path, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).method(method, HttpRequest.BodyPublishers.noBody());
    headers.forEach(request::header);
    return send(request.build());
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** The pool's statistics as JSON. */
  public String stats() {
    return get("/api/v1/pool").body();
  }

  /** Waits until every accepted share is stored; read from a metric, statistics may be 2 s old. */
  public void awaitSharesStored() {
    eventually("all shares are stored", () -> get("/metrics").body().contains(NONE_WAITING));
  }

  /**
   * Waits until the pool has work for blocks of about so many hashes: a miner that logs in after
   * that gets no other. {@code RegtestNode.setDifficulty} reaches the pool with the next template.
   */
  public void awaitDifficulty(long hashes) {
    eventually(
        "work of difficulty " + hashes,
        () -> {
          Matcher metric = DIFFICULTY.matcher(get("/metrics").body());
          return metric.find()
              && Math.abs(Double.parseDouble(metric.group(1)) - hashes) <= hashes / 4.0;
        });
  }

  /** The first column of the first row. */
  public long count(String sql) {
    return Long.parseLong(texts(sql).get(0));
  }

  /** The first column of all rows. */
  public List<String> texts(String sql) {
    List<String> texts = new ArrayList<>();
    try (Connection connection = pool.postgres().connect();
        ResultSet rows = connection.createStatement().executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until something holds, looking again and again. */
  public static void eventually(String what, BooleanSupplier condition) {
    eventually(what, PATIENCE, condition);
  }

  /** The same for what takes its time. */
  public static void eventually(String what, Duration patience, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + patience + ": " + what);
      }
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting: " + what, interrupted);
      }
    }
  }
}
