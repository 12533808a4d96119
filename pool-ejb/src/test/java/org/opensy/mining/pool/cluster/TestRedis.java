package org.opensy.mining.pool.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.config.RedisSettings;
import redis.embedded.RedisServer;

/**
 * A Redis that keeps nothing over a restart, links to it, and the clock that they all go by. Not
 * thread-safe.
 */
public final class TestRedis implements AutoCloseable, InstantSource {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Long, since a busy machine is no outage; a stopped server refuses connections at once. */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final List<RedisLink> links = new ArrayList<>();
  private final int port;
  private RedisServer server;
  private Instant now = Instant.parse("2026-11-22T12:00:00Z");

  /** Starts it. */
  public TestRedis() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start();
  }

  /** A new instance's link, closed with this. */
  public RedisLink link() {
    return link("pool");
  }

  /** A link of an instance of the pool with that name, on regtest; closed with this. */
  public RedisLink link(String pool) {
    return link(pool, "", Optional.empty());
  }

  /**
   * A link of an instance of a pool on regtest, closed with this.
   *
   * @param path of the address: nothing, or a slash and the number of the database
   */
  RedisLink link(String pool, String path, Optional<RedisSettings.Login> login) {
    RedisSettings settings =
        new RedisSettings(
            URI.create("redis://127.0.0.1:" + port + path), login, TIMEOUT, pool, Network.REGTEST);
    RedisLink link = new RedisLink(settings, this);
    links.add(link);
    return link;
  }

  /** Runs a command of administrators, in the protocol's inline form. */
  void administer(String command) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
      String answer =
          new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
              .readLine();
      if (!"+OK".equals(answer)) {
        throw new AssertionError(command + ": " + answer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it, empty, and waits until all links know. */
  public void start() {
    try {
      server =
          RedisServer.newRedisServer().port(port).bind("127.0.0.1").setting("save \"\"").build();
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    links.forEach(TestRedis::await);
  }

  /** Stops it; whatever it kept is gone. */
  public void stop() {
    try {
      server.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(RedisLink link) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!link.ping()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Redis is not back within " + PATIENCE);
      }
      Thread.onSpinWait();
    }
  }

  /** Lets time pass. */
  public void pass(Duration time) {
    now = now.plus(time);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public void close() {
    links.forEach(RedisLink::close);
    stop();
  }
}
