package org.opensy.mining.pool.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Map;

/**
 * JSON-RPC as the node speaks it: version 1 envelopes, errors with HTTP status 500 or 404. Decimals
 * are read exactly and written without exponent. Thread-safe.
 */
final class RpcJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private RpcJson() {}

  /** The request as UTF-8 JSON. */
  static byte[] request(long id, RpcCall call) {
    Map<String, Object> envelope =
        Map.of("jsonrpc", "1.0", "id", id, "method", call.method(), "params", call.params());
    try {
      return MAPPER.writeValueAsBytes(envelope);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("parameters of " + call.method() + " are not JSON", e);
    }
  }

  /**
   * The result out of an answer.
   *
   * @throws NodeRpcException if the node answered with an error object
   * @throws NodeUnreachableException if this is no JSON-RPC answer to the request
   */
  static JsonNode result(String method, long id, int status, byte[] body) {
    refuseStatus(status);
    JsonNode envelope = parse(status, body);
    JsonNode answered = envelope.path("id");
    JsonNode error = envelope.path("error");
    // The node answers a request that it could not read without its id.
    if (error.isObject() && (answered.isNull() || answered.asLong(-1) == id)) {
      throw new NodeRpcException(
          method, error.path("code").asInt(), error.path("message").asText("no message"));
    }
    JsonNode result = envelope.get("result");
    if (status != 200 || result == null || answered.asLong(-1) != id) {
      throw NodeUnreachableException.unclear(
          "HTTP " + status + " is no answer to this " + method, null);
    }
    return result;
  }

  /**
   * Answers that the node's HTTP server gives before it looks at the call (httprpc.cpp,
   * httpserver.cpp).
   */
  private static void refuseStatus(int status) {
    switch (status) {
      case 401 ->
          throw NodeUnreachableException.notTaken("user name or password refused (HTTP 401)", null);
      case 403 ->
          throw NodeUnreachableException.notTaken("our address is not allowed (HTTP 403)", null);
      case 503 -> throw NodeUnreachableException.notTaken("too busy (HTTP 503)", null);
      default -> {}
    }
  }

  private static JsonNode parse(int status, byte[] body) {
    try {
      return MAPPER.readTree(body);
    } catch (IOException e) {
      throw NodeUnreachableException.unclear("HTTP " + status + " without JSON", e);
    }
  }
}
