package org.opensy.mining.dev.stack;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import redis.embedded.core.ExecutableProvider;

/**
 * A real Redis on 127.0.0.1 without persistence and without password. Can be stopped and started
 * again on the same port. Thread-safe.
 */
public final class EmbeddedRedisServer implements ServerProcess {
  private static final Duration START_LIMIT = Duration.ofSeconds(20);
  private static final int PING_MILLIS = 1000;

  private final Path directory;
  private final int port;
  private final LogFile log;
  private ChildProcess process;

  /**
   * Describes a server; {@link #start()} starts it.
   *
   * @param directory holds the executable and the log
   * @param port on 127.0.0.1
   */
  public EmbeddedRedisServer(Path directory, int port) {
    this.directory = directory.toAbsolutePath();
    this.port = port;
    this.log = new LogFile(this.directory.resolve("redis.log"));
  }

  /** Starts the server and waits until it answers. Does nothing when it runs already. */
  public synchronized void start() {
    if (process != null) {
      return;
    }
    Ports.requireFree(port, "Redis");
    process =
        ChildProcess.start(
            new ChildProcess.Launch("Redis", command(), Map.of(), directory, log.path(), ""));
    process.await(this::answers, START_LIMIT, log);
  }

  /** Stops the server; its data is gone. Bounded; does nothing when it does not run. */
  public synchronized void stop() {
    if (process != null) {
      process.stop(Duration.ofSeconds(5));
      process = null;
    }
  }

  /** Same as {@link #stop()}. */
  @Override
  public void close() {
    stop();
  }

  /** Tells whether the process runs. */
  @Override
  public synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Address for a Redis client. */
  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  /** Port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** The server's log. */
  @Override
  public LogFile log() {
    return log;
  }

  private List<String> command() {
    return List.of(
        executable().toString(),
        "--bind",
        "127.0.0.1",
        "--port",
        Integer.toString(port),
        "--save",
        "",
        "--appendonly",
        "no",
        "--dir",
        directory.toString());
  }

  private Path executable() {
    try {
      Files.createDirectories(directory);
      return ExecutableProvider.newJarResourceProvider(directory.toFile()).get().toPath();
    } catch (IOException e) {
      throw new StackException("no Redis executable for this system", e);
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(Ports.loopback(), port), PING_MILLIS);
      socket.setSoTimeout(PING_MILLIS);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      InputStream input = socket.getInputStream();
      return new String(input.readNBytes(5), StandardCharsets.US_ASCII).equals("+PONG");
    } catch (IOException e) {
      return false;
    }
  }
}
