package org.opensy.mining.dev.pool;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A connection on which requests are written byte by byte, as no HTTP client would. */
final class RawHttp implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket socket;

  private RawHttp(Socket socket) {
    this.socket = socket;
  }

  static RawHttp connect(int port) {
    try {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(PATIENCE_MILLIS);
      return new RawHttp(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The answer to a GET of exactly this target, with these further header lines. */
  static Answer get(int port, String target, String... lines) {
    return request(port, "GET " + target + " HTTP/1.1", "", lines);
  }

  /** The answer to a request on a connection of its own. */
  static Answer request(int port, String requestLine, String body, String... lines) {
    try (RawHttp connection = connect(port)) {
      connection.send(requestLine, "Connection: close\r\n" + String.join("\r\n", lines), body);
      return connection.answer();
    }
  }

  /** Sends a request; header lines are separated by CR LF. */
  void send(String requestLine, String lines, String body) {
    String head = requestLine + "\r\nHost: pool.test\r\n" + lines.strip() + "\r\n\r\n";
    try {
      socket.getOutputStream().write((head + body).getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether nothing has come yet. */
  boolean isSilent() {
    try {
      return socket.getInputStream().available() == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the head of an answer and reads what has come of the body with it. */
  Answer answer() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      InputStream in = socket.getInputStream();
      byte[] part = new byte[8192];
      for (int length = in.read(part); length >= 0; length = in.read(part)) {
        all.write(part, 0, length);
        if (all.toString(StandardCharsets.ISO_8859_1).contains("\r\n\r\n") && in.available() == 0) {
          break;
        }
      }
      return new Answer(all.toString(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What came back.
   *
   * @param text all of it
   */
  record Answer(String text) {

    int status() {
      return Integer.parseInt(text.split(" ", 3)[1]);
    }

    /** The value of a header; empty if it is not there. */
    String header(String name) {
      return text.lines()
          .takeWhile(line -> !line.isEmpty())
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse("");
    }
  }
}
