package org.opensy.mining.pool.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.opensy.mining.pool.config.NodeAddress;

/**
 * JSON-RPC with one node. Knows no other node, retries nothing but a renewed cookie. Thread-safe.
 */
final class NodeRpc {
  /** A full block is 4 MB, 8 MB in hex; a template of it somewhat more. */
  static final int MAX_ANSWER_BYTES = 32 * 1024 * 1024;

  private final NodeAddress address;
  private final HttpClient http;
  private final RpcLogin login;
  private final RpcTimes times;
  private final AtomicLong ids = new AtomicLong();

  NodeRpc(NodeAddress address, HttpClient http, RpcTimes times) {
    this.times = times;
    this.address = address;
    this.http = http;
    this.login = new RpcLogin(address.login());
  }

  /** Host and port. */
  String name() {
    return address.name();
  }

  /**
   * Calls and waits for the result.
   *
   * @param timeout for the whole exchange, connection and body included
   * @throws NodeException if there is none
   */
  JsonNode call(RpcCall call, Duration timeout) {
    return await(send(call, timeout));
  }

  private JsonNode await(CompletableFuture<JsonNode> result) {
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw (NodeException) e.getCause();
    } catch (InterruptedException e) {
      result.cancel(true);
      Thread.currentThread().interrupt();
      throw NodeUnreachableException.unclear(name() + ": interrupted", e);
    }
  }

  /**
   * Calls a method that may have nothing to say for long.
   *
   * @return nothing if the time ran out
   * @throws NodeException if the call failed otherwise
   */
  Optional<JsonNode> longPoll(RpcCall call, Duration timeout) {
    times.asked(call.method());
    try {
      return Optional.of(await(ask(call, timeout)));
    } catch (NodeUnreachableException e) {
      if (e.getCause() instanceof TimeoutException) {
        return Optional.empty();
      }
      times.failed();
      throw e;
    } catch (NodeException e) {
      times.failed();
      throw e;
    }
  }

  /** Calls without waiting; the future fails with {@link NodeException} only. */
  CompletableFuture<JsonNode> send(RpcCall call, Duration timeout) {
    long begun = System.nanoTime();
    times.asked(call.method());
    return ask(call, timeout)
        .whenComplete(
            (result, failure) -> {
              times.answered(call.method(), System.nanoTime() - begun);
              if (failure != null) {
                times.failed();
              }
            });
  }

  private CompletableFuture<JsonNode> ask(RpcCall call, Duration timeout) {
    long id = ids.incrementAndGet();
    try {
      String header = login.header();
      return exchange(id, call, header, timeout)
          .thenCompose(
              answer ->
                  answer.statusCode() == 401 && login.renewed(header)
                      ? exchange(id, call, login.header(), timeout)
                      : CompletableFuture.completedFuture(answer))
          .thenApply(
              answer -> RpcJson.result(call.method(), id, answer.statusCode(), answer.body()))
          .exceptionallyCompose(failure -> CompletableFuture.failedFuture(explain(failure)));
    } catch (NodeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletableFuture<HttpResponse<byte[]>> exchange(
      long id, RpcCall call, String header, Duration timeout) {
    HttpRequest request =
        HttpRequest.newBuilder(address.uri())
            .header("Authorization", header)
            .header("Content-Type", "application/json")
            .POST(new BodyOnce(RpcJson.request(id, call)))
            .build();
    CompletableFuture<HttpResponse<byte[]>> sent =
        http.sendAsync(request, info -> new BoundedBody(MAX_ANSWER_BYTES));
    return sent.copy()
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((answer, failure) -> sent.cancel(true));
  }

  private NodeException explain(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof NodeException known) {
      return known;
    }
    if (cause instanceof TimeoutException) {
      return NodeUnreachableException.unclear(name() + ": no answer in time", cause);
    }
    if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
      return NodeUnreachableException.notTaken(name() + ": no connection", cause);
    }
    return NodeUnreachableException.unclear(name() + ": " + cause.getMessage(), cause);
  }
}
