package org.opensy.mining.pool.web;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonConfig;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.opensy.mining.stratum.protocol.LogText;

/**
 * Reads bodies into records of texts, lists of texts, whole numbers and truths, and takes nothing
 * that could be meant otherwise: one JSON object in UTF-8 and nothing after it, no member twice,
 * none that the record does not have, no number as a text or with a fraction or an exponent. A
 * member that is missing or null is null in the record. Thread-safe.
 */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
public class JsonBodies implements MessageBodyReader<Record> {
  private static final JsonReaderFactory READERS =
      Json.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));

  @Override
  public boolean isReadable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type.isRecord();
  }

  @Override
  public Record readFrom(
      Class<Record> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, String> headers,
      InputStream body)
      throws IOException {
    byte[] bytes = body.readAllBytes();
    if (bytes.length == 0) {
      // The resource knows whether it can do without.
      return null;
    }
    return record(type, object(text(bytes)));
  }

  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw new BadRequestException("The body is not UTF-8.", notUtf8);
    }
  }

  private static JsonObject object(String text) {
    try (JsonReader reader = READERS.createReader(new StringReader(text));
        JsonParser all = Json.createParser(new StringReader(text))) {
      // A reader ends with the value; a parser that goes on meets what comes after it.
      while (all.hasNext()) {
        all.next();
      }
      if (reader.readValue() instanceof JsonObject object) {
        return object;
      }
    } catch (RuntimeException malformed) {
      // Besides its own exceptions the parser has plain ones for what is too long or too deep.
      throw new BadRequestException(
          "The body is not JSON, or has a member twice: " + LogText.of(malformed.getMessage()),
          malformed);
    }
    throw new BadRequestException("The body is no JSON object.");
  }

  private static Record record(Class<Record> type, JsonObject json) {
    RecordComponent[] members = type.getRecordComponents();
    Set<String> unknown = new TreeSet<>(json.keySet());
    Stream.of(members).map(JsonBodies::name).forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new BadRequestException("There is no member " + LogText.of(unknown) + ".");
    }
    Object[] values =
        Stream.of(members).map(member -> value(json.get(name(member)), member)).toArray();
    try {
      return type.getDeclaredConstructor(
              Stream.of(members).map(RecordComponent::getType).toArray(Class<?>[]::new))
          .newInstance(values);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String name(RecordComponent member) {
    return SnakeCase.name(member.getName());
  }

  private static List<String> texts(JsonValue value, RecordComponent member) {
    if (value instanceof JsonArray array && array.stream().allMatch(JsonString.class::isInstance)) {
      return array.stream().map(text -> ((JsonString) text).getString()).toList();
    }
    throw new BadRequestException(name(member) + " is a list of texts");
  }

  private static Object value(JsonValue value, RecordComponent member) {
    if (value == null || value == JsonValue.NULL) {
      return null;
    }
    if (member.getType() == String.class) {
      if (value instanceof JsonString text) {
        return text.getString();
      }
      throw new BadRequestException(name(member) + " is a text");
    }
    if (member.getType() == Boolean.class) {
      if (value == JsonValue.TRUE || value == JsonValue.FALSE) {
        return value == JsonValue.TRUE;
      }
      throw new BadRequestException(name(member) + " is true or false");
    }
    if (member.getType() == List.class) {
      return texts(value, member);
    }
    if (value instanceof JsonNumber number && number.isIntegral()) {
      try {
        return number.longValueExact();
      } catch (ArithmeticException tooLong) {
        throw new BadRequestException(name(member) + " is a whole number", tooLong);
      }
    }
    throw new BadRequestException(name(member) + " is a whole number");
  }
}
