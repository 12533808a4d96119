package org.opensy.mining.pool.web.token;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The claims of a JSON Web Token. Whether its signature is right is not asked here.
 *
 * @param json all of them
 */
public record Claims(JsonObject json) {

  /** Reads a token in its compact form; nothing if it is none. */
  public static Optional<Claims> of(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try (JsonReader reader =
        Json.createReader(new ByteArrayInputStream(Base64.getUrlDecoder().decode(parts[1])))) {
      return Optional.of(new Claims(reader.readObject()));
    } catch (IllegalArgumentException | JsonException | IllegalStateException malformed) {
      return Optional.empty();
    }
  }

  /** A text; empty if there is none of that name. */
  String text(String name) {
    return json.get(name) instanceof JsonString text ? text.getString() : "";
  }

  /** A time in seconds since 1970; nothing if there is none of that name. */
  Optional<Instant> time(String name) {
    if (!(json.get(name) instanceof JsonNumber seconds)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.ofEpochSecond(seconds.longValue()));
    } catch (DateTimeException outOfRange) {
      return Optional.empty();
    }
  }

  /**
   * Texts: a list of them, or one in which they are separated by blanks.
   *
   * @param path name of a claim; a dot may lead into an object, and may also be part of a name
   */
  List<String> texts(String path) {
    return texts(json, path).toList();
  }

  private static Stream<String> texts(JsonObject object, String path) {
    if (object.containsKey(path)) {
      return texts(object.get(path));
    }
    Stream<String> found = Stream.empty();
    for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
      if (object.get(path.substring(0, dot)) instanceof JsonObject inner) {
        found = Stream.concat(found, texts(inner, path.substring(dot + 1)));
      }
    }
    return found;
  }

  private static Stream<String> texts(JsonValue value) {
    if (value instanceof JsonArray array) {
      return array.stream()
          .filter(JsonString.class::isInstance)
          .map(item -> ((JsonString) item).getString());
    }
    return value instanceof JsonString text
        ? Stream.of(text.getString().split(" ", -1)).filter(word -> !word.isEmpty())
        : Stream.empty();
  }
}
