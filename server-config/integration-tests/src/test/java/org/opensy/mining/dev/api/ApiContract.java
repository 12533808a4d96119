package org.opensy.mining.dev.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.Map;
import org.opensy.mining.dev.pool.PoolProbe;

/** Asks a running pool everything that its own document names, well and badly. */
public final class ApiContract {
  private static final String BASE = "/api/v1";
  private static final String PROBLEM = "application/problem+json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PoolProbe probe;
  private final Map<String, String> values;
  private final ApiDocument document;

  /**
   * For a pool in which there is something to see.
   *
   * @param values for parameters in paths, by name, of what is there
   */
  public ApiContract(PoolProbe probe, Map<String, String> values) {
    this.probe = probe;
    this.values = values;
    this.document = new ApiDocument(json(probe.get(BASE + "/openapi.json").body()));
  }

  /** Fails where an answer is not what the document says. */
  public void check() {
    for (ApiDocument.Operation operation : document.publicReading()) {
      String path = BASE + filled(operation.path());
      if (!ApiDocument.isEndless(operation)) {
        well(operation, path + required(operation));
      }
      badly(operation, path);
    }
  }

  /** Fails where odd values get an answer that they should not. */
  public void fuzz(long seed) {
    new ApiFuzz(probe, document, values, seed).run();
  }

  private String filled(String template) {
    String path = template;
    for (Map.Entry<String, String> value : values.entrySet()) {
      path = path.replace("{" + value.getKey() + "}", value.getValue());
    }
    assertThat(path).doesNotContain("{");
    return path;
  }

  private String required(ApiDocument.Operation operation) {
    StringBuilder query = new StringBuilder();
    for (JsonNode parameter : document.parameters(operation)) {
      if (parameter.path("in").asText().equals("query") && parameter.path("required").asBoolean()) {
        query
            .append(query.isEmpty() ? "?" : "&")
            .append(parameter.path("name").asText())
            .append('=')
            .append(
                values.getOrDefault(
                    parameter.path("name").asText(), parameter.path("example").asText()));
      }
    }
    return query.toString();
  }

  private void well(ApiDocument.Operation operation, String target) {
    HttpResponse<String> answer = probe.get(target);
    assertThat(answer.statusCode()).as("%s %s", target, answer.body()).isEqualTo(200);
    fits(operation, target, answer);
    String tag = answer.headers().firstValue("ETag").orElseThrow();
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("public, max-age=2");
    assertThat(answer.headers().allValues("Vary").toString()).contains("Accept", "Origin");
    HttpResponse<String> again = probe.ask("GET", target, Map.of("If-None-Match", tag));
    if (again.statusCode() == 304) {
      assertThat(again.body()).isEmpty();
    } else {
      assertThat(again.headers().firstValue("ETag")).isPresent().isNotEqualTo(tag);
    }
  }

  private void badly(ApiDocument.Operation operation, String path) {
    refused(operation, 400, probe.get(path + "?nothing=1"));
    refused(operation, 405, probe.ask("DELETE", path, Map.of()));
    refused(operation, 406, probe.ask("GET", path, Map.of("Accept", "image/png")));
    for (JsonNode parameter : document.parameters(operation)) {
      String name = parameter.path("name").asText();
      boolean text = parameter.at("/schema/type").asText().equals("string");
      if (parameter.path("in").asText().equals("query")) {
        refused(operation, 400, probe.get(path + "?" + name + "=%00"));
        refused(operation, 400, probe.get(path + "?" + name + "=%27%20or%201=1--"));
        refused(operation, 400, probe.get(path + "?" + name + "=1&" + name + "=2"));
      } else if (!text || !name.equals("text")) {
        String wrong = BASE + filled(operation.path().replace("{" + name + "}", "no-such-thing"));
        HttpResponse<String> answer = probe.get(wrong);
        assertThat(answer.statusCode()).as(wrong).isIn(400, 404);
        fits(operation, wrong, answer);
      }
    }
  }

  private void refused(ApiDocument.Operation operation, int status, HttpResponse<String> answer) {
    String target = operation + " " + answer.uri();
    assertThat(answer.statusCode()).as("%s %s", target, answer.body()).isEqualTo(status);
    fits(operation, target, answer);
  }

  private void fits(ApiDocument.Operation operation, String target, HttpResponse<String> answer) {
    JsonNode items = fits(document, operation, target, answer).path("items");
    if (items.isArray()) {
      assertThat(items.isEmpty()).as("%s has something to show", target).isFalse();
    }
  }

  /** Fails unless an answer is what the document says; answers with its body, if that is JSON. */
  static JsonNode fits(
      ApiDocument document,
      ApiDocument.Operation operation,
      String target,
      HttpResponse<String> answer) {
    String type = answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
    JsonNode content = document.response(operation, answer.statusCode()).path("content").path(type);
    assertThat(content.isMissingNode()).as("%s is not to answer %s", target, type).isFalse();
    JsonNode value = type.endsWith("json") ? json(answer.body()) : JSON.valueToTree(answer.body());
    assertThat(document.objections(content.path("schema"), value))
        .as("%s: %s", target, answer.body())
        .isEmpty();
    if (type.equals(PROBLEM)) {
      assertThat(value.path("status").asInt()).isEqualTo(answer.statusCode());
      assertThat(value.path("type").asText()).endsWith(value.path("code").asText());
      assertThat(answer.body()).doesNotContain("Exception", "org.opensy", "select ");
    }
    return value;
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }
}
