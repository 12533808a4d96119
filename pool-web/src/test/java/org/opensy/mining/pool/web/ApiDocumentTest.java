package org.opensy.mining.pool.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract is served as it was written, and as JSON. */
class ApiDocumentTest {
  private final Api api = new Api(new ApiDocument());

  private Api.Answer get(String path) {
    return api.ask("GET", path, "", Map.of());
  }

  @Test
  void theDocumentIsServedAsItWasWritten() {
    Api.Answer answer = get("openapi.yaml");

    assertThat(answer.type()).isEqualTo("application/yaml");
    assertThat(answer.body()).startsWith("openapi: 3.1.0\n");
    assertThat(answer.header("ETag")).isNotEmpty();
  }

  @Test
  void theSameIsServedAsJson() {
    JsonObject document = get("openapi.json").object();

    assertThat(get("openapi.json").type()).isEqualTo("application/json");
    assertThat(document.getString("openapi")).isEqualTo("3.1.0");
    JsonObject limit =
        document
            .getJsonObject("components")
            .getJsonObject("parameters")
            .getJsonObject("Limit")
            .getJsonObject("schema");
    assertThat(limit)
        .hasToString("{\"type\":\"integer\",\"minimum\":1,\"maximum\":100,\"default\":20}");
  }
}
