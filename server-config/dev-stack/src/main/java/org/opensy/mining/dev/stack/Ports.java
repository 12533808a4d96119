package org.opensy.mining.dev.stack;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports on the loopback interface. Thread-safe. */
public final class Ports {
  /** Below the range from which Linux takes the ports of outgoing connections (32768 and up). */
  private static final int LOWEST = 15_000;

  private static final int HIGHEST = 32_000;
  private static final int ATTEMPTS = 200;

  // The UDP ports of the same numbers, which nobody here has another use for.
  private static final Queue<DatagramSocket> MARKS = new ConcurrentLinkedQueue<>();

  private Ports() {}

  /**
   * Returns a port that nobody listens on at this moment and that no other call returns, not even
   * in another JVM on this machine, while this JVM lives.
   */
  public static int free() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      if (isFree(port) && mark(port)) {
        return port;
      }
    }
    throw new StackException("no free port found between " + LOWEST + " and " + HIGHEST);
  }

  private static boolean mark(int port) {
    try {
      MARKS.add(new DatagramSocket(new InetSocketAddress(loopback(), port)));
      return true;
    } catch (SocketException e) {
      return false;
    }
  }

  /** Tells whether a server could listen on {@code port} of 127.0.0.1 now. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(loopback(), port), 1);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Fails with a clear text when a port is taken, so that nobody talks to a stranger's server by
   * mistake.
   */
  static void requireFree(int port, String server) {
    if (!isFree(port)) {
      throw new StackException("port " + port + " for " + server + " is taken");
    }
  }

  static InetAddress loopback() {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    } catch (IOException e) {
      throw new StackException("127.0.0.1 is not an address here", e);
    }
  }
}
