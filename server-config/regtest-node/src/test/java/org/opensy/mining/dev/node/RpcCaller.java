package org.opensy.mining.dev.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** A plain JSON-RPC caller for tests. Thread-safe. */
final class RpcCaller {
  static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final URI uri;
  private final String authorization;
  private final HttpClient http = HttpClient.newHttpClient();

  RpcCaller(URI uri, String user, String password) {
    this.uri = uri;
    authorization =
        "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
  }

  record Answer(int status, JsonNode body) {
    JsonNode result() {
      assertNoError();
      return body.path("result");
    }

    String error() {
      JsonNode error = body.path("error");
      return "{'code': %d, 'message': '%s'}"
          .formatted(error.path("code").asInt(), error.path("message").asText());
    }

    private void assertNoError() {
      if (!body.path("error").isNull()) {
        throw new AssertionError("unexpected error: " + body);
      }
    }
  }

  RpcCaller wallet(String name) {
    return new RpcCaller(uri.resolve("/wallet/" + name), authorization);
  }

  private RpcCaller(URI uri, String authorization) {
    this.uri = uri;
    this.authorization = authorization;
  }

  Answer call(String method, Object... params) {
    ObjectNode request = JSON.createObjectNode().put("id", 7).put("method", method);
    request.set("params", JSON.valueToTree(List.of(params)));
    HttpResponse<String> response = post(request.toString());
    return new Answer(response.statusCode(), parse(response.body()));
  }

  HttpResponse<String> post(String body) {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", authorization)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
