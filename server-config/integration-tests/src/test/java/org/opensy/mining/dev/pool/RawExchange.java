package org.opensy.mining.dev.pool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.opensy.mining.dev.stack.PoolServer;

/** Requests as they are on the wire: what no client of good manners would send. */
final class RawExchange {
  private static final int PATIENCE_MILLIS = 60_000;

  private static final Pattern OPERATIONS =
      Pattern.compile("/(ready|live|metrics|health|api/v1/(admin|auth))\\b.*");

  private final PoolServer server;

  RawExchange(PoolServer server) {
    this.server = server;
  }

  /**
   * An answer as it came.
   *
   * @param text status line, headers and body, in ISO 8859-1
   */
  record Answer(String text) {
    int status() {
      return Integer.parseInt(text.split(" ", 3)[1]);
    }

    /** Whether a header is there with exactly that value, however it is spelled. */
    boolean has(String header) {
      String head = text.substring(0, text.indexOf("\r\n\r\n"));
      return Pattern.compile("(?im)^" + Pattern.quote(header) + "\\r?$").matcher(head).find();
    }

    String body() {
      return text.substring(text.indexOf("\r\n\r\n") + 4);
    }
  }

  /** The answer to a request of that first line, those headers and that body. */
  Answer send(String method, String target, List<String> headers, byte... body) {
    URI pool = OPERATIONS.matcher(target).matches() ? server.operationsUri("/") : server.uri("/");
    StringBuilder head =
        new StringBuilder(method + " " + target + " HTTP/1.1\r\nConnection: close\r\n")
            .append("Host: " + pool.getAuthority() + "\r\n");
    headers.forEach(header -> head.append(header).append("\r\n"));
    if (body.length > 0 || method.startsWith("P")) {
      head.append("Content-Length: " + body.length + "\r\n");
    }
    try (Socket socket = new Socket(pool.getHost(), pool.getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket
          .getOutputStream()
          .write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().write(body);
      return new Answer(
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
