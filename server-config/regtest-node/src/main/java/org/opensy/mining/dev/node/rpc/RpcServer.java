package org.opensy.mining.dev.node.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.opensy.mining.dev.node.fault.Fault;

/**
 * HTTP on the loopback address. Thirty-two requests run at once and 64 wait, more are cut off; a
 * long poll holds one of the threads. Thread-safe.
 */
public final class RpcServer implements AutoCloseable {
  private static final int THREADS = 32;
  private static final int QUEUE = 64;
  private static final int MAX_BODY = 0x02000000;
  private static final String WALLET_PATH = "/wallet/";

  static {
    // Without it each answer on a kept connection waits 40 ms for a delayed acknowledgement.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private final Dispatcher dispatcher;
  private final Credentials credentials;
  private final ThreadPoolExecutor executor;
  private int port;
  private Optional<HttpServer> listening = Optional.empty();

  RpcServer(Dispatcher dispatcher, Credentials credentials) {
    this.dispatcher = dispatcher;
    this.credentials = credentials;
    AtomicInteger number = new AtomicInteger();
    executor =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            task -> {
              Thread thread = new Thread(task, "regtest-rpc-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
  }

  /**
   * Listens; 0 takes any free port, which later calls take again.
   *
   * @throws UncheckedIOException if the port is in use
   */
  public synchronized void listen(int wanted) {
    if (listening.isPresent()) {
      return;
    }
    try {
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port == 0 ? wanted : port);
      HttpServer server = HttpServer.create(address, 0);
      server.setExecutor(executor);
      server.createContext("/", this::serve);
      server.start();
      port = server.getAddress().getPort();
      listening = Optional.of(server);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on port " + wanted, e);
    }
  }

  /** Closes the port and every connection: callers are refused until {@link #listen}. */
  public synchronized void refuse() {
    listening.ifPresent(server -> server.stop(0));
    listening = Optional.empty();
  }

  /** The port, once it listened. */
  public synchronized int port() {
    return port;
  }

  /** How often a method was called. */
  public long calls(String method) {
    return dispatcher.calls(method);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Optional<String> wallet = wallet(exchange.getRequestURI().getRawPath());
      if (wallet.isEmpty() && !exchange.getRequestURI().getPath().equals("/")) {
        send(exchange, 404, "");
      } else if (!exchange.getRequestMethod().equals("POST")) {
        send(exchange, 405, "JSONRPC server handles only POST requests");
      } else if (!admitted(exchange)) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"jsonrpc\"");
        send(exchange, 401, "");
      } else {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY);
        answer(exchange, dispatcher.handle(new String(body, UTF_8), wallet));
      }
    }
  }

  private boolean admitted(HttpExchange exchange) {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    return authorization != null && credentials.admit(authorization);
  }

  private static Optional<String> wallet(String rawPath) {
    return rawPath.startsWith(WALLET_PATH)
        ? Optional.of(URLDecoder.decode(rawPath.substring(WALLET_PATH.length()), UTF_8))
        : Optional.empty();
  }

  private static void answer(HttpExchange exchange, Dispatcher.Reply reply) throws IOException {
    Fault fault = reply.fault().orElse(null);
    if (fault instanceof Fault.HttpStatus status) {
      send(exchange, status.status(), "");
    } else if (fault instanceof Fault.SilentAfterWork silent) {
      // Closing the exchange without headers closes the connection.
      boolean unused = Pause.of(silent.silence());
    } else if (fault instanceof Fault.Garbage) {
      send(exchange, reply.status(), "<html>this is no JSON");
    } else if (fault == null) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      send(exchange, reply.status(), reply.body());
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  /** Refuses callers and interrupts what still runs; waits five seconds for it. */
  @Override
  public void close() {
    refuse();
    executor.shutdownNow();
    try {
      executor.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
