package org.opensy.mining.pool.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.opensy.mining.pool.config.NodeAddress;
import org.opensy.mining.pool.config.NodeLogin;
import org.opensy.mining.pool.config.Secret;

/** A real HTTP server that plays a node from a script. Thread-safe. */
public final class ScriptedNode implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PASSWORD_LOGIN = "Basic bWluZXI6aHVudGVyMg==";

  /** Writes one HTTP answer. */
  public interface Reply {
    void to(HttpExchange exchange, JsonNode request) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Deque<Reply>> script = new ConcurrentHashMap<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile String authorization = PASSWORD_LOGIN;

  private ScriptedNode(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  public static ScriptedNode start() throws IOException {
    return new ScriptedNode(0);
  }

  static ScriptedNode startAt(int port) throws IOException {
    return new ScriptedNode(port);
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Its address, with the login that it requires. */
  public NodeAddress address() {
    return address(new NodeLogin.Password("miner", new Secret("hunter2")));
  }

  NodeAddress address(NodeLogin login) {
    return new NodeAddress(URI.create("http://127.0.0.1:" + port()), login);
  }

  /** Requires this header from now on. */
  void require(String header) {
    authorization = header;
  }

  /** The next answer to a method; the last one given is repeated for ever. */
  public ScriptedNode on(String method, Reply reply) {
    script.computeIfAbsent(method, name -> new ConcurrentLinkedDeque<>()).add(reply);
    return this;
  }

  /** Has no answer to a method any more. */
  public void forget(String method) {
    script.remove(method);
  }

  /** Answers with a result, given as JSON. */
  ScriptedNode result(String method, String json) {
    return on(method, (exchange, request) -> envelope(exchange, request, 200, json, "null"));
  }

  /** Answers with an error object, as the node does it: HTTP 500. */
  ScriptedNode error(String method, int code, String message) {
    String error = "{\"code\":" + code + ",\"message\":\"" + message + "\"}";
    return on(method, (exchange, request) -> envelope(exchange, request, 500, "null", error));
  }

  /** Says nothing until the server is closed. */
  ScriptedNode silence(String method) {
    return on(method, (exchange, request) -> awaitClose());
  }

  /** Sends these bytes, whatever they are. */
  ScriptedNode raw(String method, int status, byte[] body) {
    return on(method, (exchange, request) -> send(exchange, status, body));
  }

  /** Promises more than it sends, then breaks the connection. */
  ScriptedNode half(String method) {
    return on(
        method,
        (exchange, request) -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write("{\"result\":".getBytes(UTF_8));
          exchange.getResponseBody().flush();
          throw new IOException("scripted break");
        });
  }

  /** Methods called so far, with a refused login as {@code 401}. */
  List<String> calls() {
    return List.copyOf(calls);
  }

  /** The requests as they came, refused logins included. */
  List<String> bodies() {
    return List.copyOf(bodies);
  }

  void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Answers as a node does: both framings in one. */
  public static void envelope(
      HttpExchange exchange, JsonNode request, int status, String result, String error)
      throws IOException {
    String body =
        "{\"result\":" + result + ",\"error\":" + error + ",\"id\":" + request.get("id") + "}";
    send(exchange, status, body.getBytes(UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    bodies.add(body);
    JsonNode request = JSON.readTree(body);
    if (!authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      calls.add("401");
      send(exchange, 401, new byte[0]);
      return;
    }
    String method = request.get("method").asText();
    calls.add(method);
    Deque<Reply> replies = script.get(method);
    if (replies == null) {
      String unknown = "{\"code\":-32601,\"message\":\"Method not found\"}";
      envelope(exchange, request, 404, "null", unknown);
      return;
    }
    Reply reply = replies.size() > 1 ? replies.poll() : replies.peek();
    reply.to(exchange, request);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
