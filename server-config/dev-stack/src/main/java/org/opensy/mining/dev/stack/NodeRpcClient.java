package org.opensy.mining.dev.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;

/** The few node calls that the development stack itself makes. Thread-safe. */
final class NodeRpcClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int NO_WALLET = -18;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI uri;
  private final NodeAccess access;

  /** Talks to the first node of {@code access}. */
  NodeRpcClient(NodeAccess access) {
    this.access = access;
    this.uri = URI.create(access.url().split(",", 2)[0].strip());
  }

  /** Height of the best block. */
  long height() throws IOException {
    return call("getblockcount").path("result").asLong();
  }

  /** Tells whether the node's wallet can spend what this address receives. */
  boolean owns(String address) throws IOException {
    return call("getaddressinfo", address).path("result").path("ismine").asBoolean();
  }

  /** A new address of the node's wallet; makes the wallet if none is loaded. */
  String newAddress(String label) throws IOException {
    JsonNode reply = call("getnewaddress", label, "bech32");
    if (reply.path("error").path("code").asInt() == NO_WALLET) {
      if (call("loadwallet", label).path("error").isObject()) {
        require(call("createwallet", label));
      }
      reply = call("getnewaddress", label, "bech32");
    }
    return require(reply).asText();
  }

  private static JsonNode require(JsonNode reply) throws IOException {
    if (reply.path("error").isObject()) {
      throw new IOException("the node says: " + reply.path("error").path("message").asText());
    }
    return reply.path("result");
  }

  private JsonNode call(String method, String... parameters) throws IOException {
    ObjectNode body = JSON.createObjectNode().put("id", 1).put("method", method);
    for (String parameter : parameters) {
      body.withArray("params").add(parameter);
    }
    if (parameters.length == 0) {
      body.putArray("params");
    }
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", authorization())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
            .build();
    try {
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() == 401) {
        throw new IOException("the node refuses user and password");
      }
      return JSON.readTree(response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted during " + method, e);
    }
  }

  private String authorization() throws IOException {
    String credentials =
        access.cookieFile().isEmpty()
            ? access.user() + ":" + access.password()
            : Files.readString(Path.of(access.cookieFile())).strip();
    return "Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }
}
