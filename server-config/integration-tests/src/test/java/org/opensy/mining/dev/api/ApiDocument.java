package org.opensy.mining.dev.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;

/** An OpenAPI document, and what its schemas say of values. Thread-safe. */
final class ApiDocument {
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private final JsonNode root;

  ApiDocument(JsonNode root) {
    this.root = root;
  }

  /**
   * One thing that can be asked.
   *
   * @param path as a template
   * @param method in capitals
   */
  record Operation(String path, String method, JsonNode node) {
    /** Whether anybody may ask for it, and nothing comes of asking. */
    boolean isPublicReading() {
      return method.equals("GET") && !node.has("security");
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  JsonNode root() {
    return root;
  }

  List<Operation> operations() {
    List<Operation> all = new ArrayList<>();
    root.path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method ->
                            all.add(
                                new Operation(
                                    path.getKey(),
                                    method.getKey().toUpperCase(java.util.Locale.ROOT),
                                    method.getValue()))));
    return all;
  }

  /** Those that anybody may ask for and that change nothing. */
  List<Operation> publicReading() {
    return operations().stream().filter(Operation::isPublicReading).toList();
  }

  /** Whether a right answer never ends. */
  static boolean isEndless(Operation operation) {
    return operation.node().at("/responses/200/content").has("text/event-stream");
  }

  /** What a node is, or refers to. */
  JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asText();
    return reference.isEmpty() ? node : root.at(reference.substring(1));
  }

  /** The parameters of an operation. */
  List<JsonNode> parameters(Operation operation) {
    List<JsonNode> all = new ArrayList<>();
    operation.node().path("parameters").forEach(each -> all.add(resolved(each)));
    return all;
  }

  /** The response of a status, or the one for any status that is not named. */
  JsonNode response(Operation operation, int status) {
    JsonNode responses = operation.node().path("responses");
    JsonNode named = responses.path(Integer.toString(status));
    return resolved(named.isMissingNode() ? responses.path("default") : named);
  }

  /** What a schema of this document objects to in a value. */
  List<String> objections(JsonNode schema, JsonNode value) {
    ObjectNode whole = new ObjectMapper().createObjectNode();
    whole.set("components", root.path("components"));
    ArrayNode all = whole.putArray("allOf");
    all.add(schema);
    return SCHEMAS.getSchema(whole).validate(value).stream().map(Error::toString).toList();
  }
}
