package org.opensy.mining.pool.web.live;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a client says.
 *
 * @param type such as {@code subscribe}
 * @param channels their names: {@code data} is a name, a list of them, or an object with {@code
 *     channel} or {@code channels}
 */
record SocketCommand(String type, List<String> channels) {

  /** Reads a message; nothing if it is none. */
  static Optional<SocketCommand> read(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readValue() instanceof JsonObject message
              && message.get("type") instanceof JsonString type
          ? Optional.of(new SocketCommand(type.getString(), names(message.get("data"))))
          : Optional.empty();
    } catch (JsonException | IllegalStateException malformed) {
      return Optional.empty();
    }
  }

  private static List<String> names(JsonValue value) {
    if (value instanceof JsonObject object) {
      return Stream.of("channel", "channels")
          .flatMap(member -> names(object.get(member)).stream())
          .toList();
    }
    if (value instanceof JsonArray list) {
      return list.stream().flatMap(SocketCommand::name).toList();
    }
    return name(value).toList();
  }

  private static Stream<String> name(JsonValue value) {
    return value instanceof JsonString text ? Stream.of(text.getString()) : Stream.empty();
  }
}
