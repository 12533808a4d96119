package org.opensy.mining.dev.stack;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/**
 * Runs {@code asadmin} commands over the admin listener's own HTTP protocol, which saves a JVM a
 * command. Thread-safe.
 */
final class PayaraAdmin {
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final int port;
  private final String authorization;

  PayaraAdmin(int port, String user, String password) {
    this.port = port;
    byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    this.authorization = "Basic " + Base64.getEncoder().encodeToString(credentials);
  }

  /**
   * What the server answered.
   *
   * @param success whether the command did what it was asked
   * @param message the server's words, the reason when it failed
   */
  record Reply(boolean success, String message) {}

  /**
   * Runs a command.
   *
   * @param parameters options by name; the operand is called {@code DEFAULT}
   * @throws IOException when the server cannot be reached or the time is up
   */
  Reply run(String command, Map<String, String> parameters, Duration limit) throws IOException {
    String query =
        parameters.entrySet().stream()
            .map(option -> option.getKey() + "=" + encode(option.getValue()))
            .collect(Collectors.joining("&"));
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/__asadmin/" + command + "?" + query))
            .header("Authorization", authorization)
            .header("X-Requested-By", "cli")
            .header("User-Agent", "hk2-agent")
            .timeout(limit)
            .build();
    try {
      return parse(client.send(request, HttpResponse.BodyHandlers.ofInputStream()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted during " + command, e);
    }
  }

  private static Reply parse(HttpResponse<InputStream> response) throws IOException {
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        return new Reply(false, "HTTP status " + response.statusCode());
      }
      Attributes attributes = new Manifest(body).getMainAttributes();
      String message = String.valueOf(attributes.getValue("message")).replace("%%%EOL%%%", "\n");
      return new Reply("SUCCESS".equals(attributes.getValue("exit-code")), message);
    }
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
