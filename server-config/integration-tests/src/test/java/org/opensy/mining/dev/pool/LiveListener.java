package org.opensy.mining.dev.pool;

import static org.opensy.mining.dev.pool.PoolProbe.eventually;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.opensy.mining.dev.stack.PoolServer;

/**
 * Listens to a pool's live events over a socket, and has all that came as text: of a stream with
 * the lines that part its chunks, of a WebSocket with the heads of its frames. Thread-safe.
 */
public final class LiveListener implements AutoCloseable {
  private static final Pattern ID = Pattern.compile("(?m)^id: (\\S+)$");
  private static final int MASKED = 0x80;
  private static final int TEXT_FRAME = 0x81;
  private static final int PING_FRAME = 0x89;
  private static final int PONG_FRAME = 0x8a;
  private static final int LENGTH_IN_TWO_BYTES = 126;

  private final Socket socket;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private volatile boolean ended;

  private LiveListener(InetAddress from, PoolServer pool, String request) throws IOException {
    socket = new Socket();
    socket.bind(new InetSocketAddress(from, 0));
    socket.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), pool.payara().httpPort()));
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    Thread reader = new Thread(this::read, "live-listener");
    reader.setDaemon(true);
    reader.start();
    eventually("an answer", () -> ended || text().contains("\r\n\r\n"));
  }

  /**
   * Server-sent events.
   *
   * @param from address of this end
   * @param lastId of the last event that was heard; empty if there is none
   */
  public static LiveListener stream(PoolServer pool, String from, String channels, String lastId)
      throws IOException {
    return new LiveListener(
        InetAddress.getByName(from),
        pool,
        "GET /api/v1/events?channels="
            + channels
            + " HTTP/1.1\r\n"
            + "Host: pool.test\r\n"
            + "Accept: text/event-stream\r\n"
            + "Accept-Encoding: gzip\r\n"
            + (lastId.isEmpty() ? "" : "Last-Event-ID: " + lastId + "\r\n")
            + "\r\n");
  }

  /**
   * A WebSocket.
   *
   * @param origin of the page that opens it; empty for a program
   */
  public static LiveListener socket(PoolServer pool, String from, String origin)
      throws IOException {
    return new LiveListener(
        InetAddress.getByName(from),
        pool,
        "GET /ws HTTP/1.1\r\nHost: pool.test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
            + (origin.isEmpty() ? "" : "Origin: " + origin + "\r\n")
            + "\r\n");
  }

  private void read() {
    byte[] part = new byte[8192];
    try (InputStream in = socket.getInputStream()) {
      for (int length = in.read(part); length >= 0; length = in.read(part)) {
        received.write(part, 0, length);
        answerPings(part, length);
      }
    } catch (IOException closed) {
      // What was received stays.
    } finally {
      ended = true;
    }
  }

  /** As every client of WebSockets does by itself. No text has these two bytes side by side. */
  private void answerPings(byte[] part, int length) throws IOException {
    for (int i = 0; i + 1 < length; i++) {
      if (part[i] == (byte) PING_FRAME && part[i + 1] == 0) {
        socket.getOutputStream().write(new byte[] {(byte) PONG_FRAME, (byte) MASKED, 0, 0, 0, 0});
      }
    }
  }

  /** Sends a message of at most 65,535 bytes over the WebSocket. */
  public void say(String message) throws IOException {
    byte[] text = message.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(TEXT_FRAME);
    if (text.length < LENGTH_IN_TWO_BYTES) {
      frame.write(MASKED | text.length);
    } else {
      frame.write(MASKED | LENGTH_IN_TWO_BYTES);
      frame.write(text.length >>> 8);
      frame.write(text.length);
    }
    // A mask of zeros leaves the text as it is.
    frame.write(new byte[4]);
    frame.write(text);
    socket.getOutputStream().write(frame.toByteArray());
  }

  /** All that came so far. */
  public String text() {
    return received.toString(StandardCharsets.UTF_8);
  }

  /** The status of the answer. */
  public int status() {
    return Integer.parseInt(text().split(" ", 3)[1]);
  }

  /** The first id that came. */
  public String firstId() {
    Matcher id = ID.matcher(text());
    return id.find() ? id.group(1) : "";
  }

  /** Waits until something has come. */
  public LiveListener await(String part) {
    eventually(part, () -> text().contains(part));
    return this;
  }

  /** Waits until the pool has ended the connection, or what is on it. */
  public void awaitEnd() {
    eventually("the end", () -> ended || text().endsWith("\r\n0\r\n\r\n"));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
