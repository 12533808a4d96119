package org.opensy.mining.dev.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * One line about the running pool: refreshed in place on a terminal, else printed now and then. Not
 * thread-safe.
 */
final class ProgressLine {
  private static final Duration ON_TERMINAL = Duration.ofSeconds(2);
  private static final Duration IN_FILE = Duration.ofSeconds(15);

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final ObjectMapper json = new ObjectMapper();
  private final URI stats;
  private final NodeRpcClient node;
  private final boolean terminal;

  ProgressLine(int httpPort, NodeAccess node, boolean terminal) {
    this.stats = URI.create("http://127.0.0.1:" + httpPort + "/api/v1/pool");
    this.node = new NodeRpcClient(node);
    this.terminal = terminal;
  }

  /** How long to wait between two lines. */
  Duration interval() {
    return terminal ? ON_TERMINAL : IN_FILE;
  }

  void print(PrintStream out) {
    String line = text();
    if (terminal) {
      out.print("\r\u001B[K" + line);
      out.flush();
    } else {
      out.println(line);
    }
  }

  private String text() {
    try {
      JsonNode pool = pool();
      return "  height %d   shares in an hour %s (%s refused)   blocks %s   %s H/s   workers %s"
          .formatted(
              node.height(),
              value(pool, "/shares_last_hour/accepted"),
              value(pool, "/shares_last_hour/rejected"),
              value(pool, "/blocks/accepted"),
              value(pool, "/miners/hashrate"),
              value(pool, "/miners/online"));
    } catch (IOException e) {
      return "  no answer: " + e.getMessage();
    }
  }

  private static String value(JsonNode pool, String pointer) {
    return pool.at(pointer).isMissingNode() || pool.at(pointer).isNull()
        ? "-"
        : pool.at(pointer).asText();
  }

  private JsonNode pool() throws IOException {
    HttpRequest request = HttpRequest.newBuilder(stats).timeout(Duration.ofSeconds(5)).build();
    try {
      return json.readTree(client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
