package org.opensy.mining.pool.web;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The contract of the public API, {@code openapi.yaml}, as it was written and as JSON. Thread-safe.
 */
@Path("/")
@ApplicationScoped
@PermitAll
public class ApiDocument {
  /** The type of its YAML (RFC 9512). */
  static final String YAML = "application/yaml";

  private final String yaml = read();
  private final String json =
      value(new Load(LoadSettings.builder().build()).loadFromString(yaml)).toString();

  /** As it was written. */
  @GET
  @Path("/openapi.yaml")
  @Produces(YAML)
  public String yaml() {
    return yaml;
  }

  /** As JSON. */
  @GET
  @Path("/openapi.json")
  @Produces(MediaType.APPLICATION_JSON)
  public String json() {
    return json;
  }

  private static String read() {
    try (InputStream file = ApiDocument.class.getResourceAsStream("/openapi.yaml")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonValue value(Object node) {
    if (node instanceof Map<?, ?> members) {
      JsonObjectBuilder object = Json.createObjectBuilder();
      members.forEach((name, member) -> object.add(name.toString(), value(member)));
      return object.build();
    }
    if (node instanceof List<?> items) {
      JsonArrayBuilder array = Json.createArrayBuilder();
      items.forEach(item -> array.add(value(item)));
      return array.build();
    }
    if (node instanceof Boolean flag) {
      return flag ? JsonValue.TRUE : JsonValue.FALSE;
    }
    if (node instanceof Number number) {
      return Json.createValue(new BigDecimal(number.toString()));
    }
    return node == null ? JsonValue.NULL : Json.createValue(node.toString());
  }
}
