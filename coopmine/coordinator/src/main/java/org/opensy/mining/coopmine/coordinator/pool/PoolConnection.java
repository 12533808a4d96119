package org.opensy.mining.coopmine.coordinator.pool;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.opensy.mining.stratum.protocol.ClientMessage;
import org.opensy.mining.stratum.protocol.StratumCodec;

/**
 * One socket to the pool: lines in, messages out.
 *
 * <p>Reading is confined to one thread; everything else is thread-safe.
 */
final class PoolConnection implements Closeable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration TICK = Duration.ofMillis(500);

  private final Socket socket;
  private final LineReader lines;
  private final OutputStream out;
  private final InstantSource clock;
  private volatile Instant lastSent;

  private PoolConnection(Socket socket, InstantSource clock) throws IOException {
    this.socket = socket;
    this.clock = clock;
    this.lastSent = clock.instant();
    this.lines = new LineReader(socket.getInputStream(), StratumCodec.MAX_LINE_BYTES);
    this.out = socket.getOutputStream();
  }

  /** Connects. */
  static PoolConnection open(PoolAddress address, InstantSource clock) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      socket.setSoTimeout((int) TICK.toMillis());
      socket.connect(
          new InetSocketAddress(address.host(), address.port()), (int) CONNECT_TIMEOUT.toMillis());
      return new PoolConnection(socket, clock);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Waits up to half a second for a line.
   *
   * @return empty if none has come
   * @throws IOException if the pool has closed the connection, or the line is too long
   */
  Optional<byte[]> read() throws IOException {
    try {
      Optional<byte[]> line = lines.next();
      if (line.isEmpty()) {
        throw new IOException("the pool closed the connection");
      }
      return line;
    } catch (SocketTimeoutException nothingYet) {
      return Optional.empty();
    }
  }

  /** Writes a message. */
  void send(ClientMessage message) throws IOException {
    byte[] line = StratumCodec.encode(message);
    synchronized (out) {
      out.write(line);
      out.flush();
    }
    lastSent = clock.instant();
  }

  /** When something was last written. */
  Instant lastSent() {
    return lastSent;
  }

  /** Closes the socket, whoever reads or writes. */
  @Override
  public void close() throws IOException {
    socket.close();
  }
}
