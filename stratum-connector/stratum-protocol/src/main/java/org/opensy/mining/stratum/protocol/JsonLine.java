package org.opensy.mining.stratum.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one line of UTF-8 into a {@link JsonObject}, with bounds on everything. Refuses what is not
 * exactly one JSON object, and a name that occurs twice in an object. A byte order mark before it
 * is passed over. Thread-safe.
 */
final class JsonLine {
  private static final int MAX_NAME_LENGTH = 128;
  private static final char REPLACEMENT = '\uFFFD';
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  // The pool belongs to the factory: nothing of ours stays on container threads after undeployment.
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .recyclerPool(JsonRecyclerPools.newBoundedPool(64))
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(StratumCodec.MAX_NESTING)
                  .maxNameLength(MAX_NAME_LENGTH)
                  .maxNumberLength(RpcId.MAX_LENGTH)
                  .maxStringLength(StratumCodec.MAX_LINE_BYTES)
                  .build())
          .build();

  private JsonLine() {}

  static JsonObject read(byte[] line, int maxNesting) throws ProtocolException {
    if (line.length > StratumCodec.MAX_LINE_BYTES) {
      throw new ProtocolException(StratumError.PARSE_ERROR, "the line is longer than 8 KiB");
    }
    try (JsonParser parser = FACTORY.createParser(decode(line))) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_ARRAY && readArray(parser, maxNesting).isOfObjects()) {
        throw ProtocolException.ofValidJsonRpc(
            StratumError.INVALID_REQUEST, "a line is one JSON object, not several");
      }
      if (first != JsonToken.START_OBJECT) {
        throw new ProtocolException(StratumError.INVALID_REQUEST, "a line is one JSON object");
      }
      JsonObject object = readObject(parser, maxNesting);
      if (parser.nextToken() != null) {
        throw new ProtocolException(StratumError.PARSE_ERROR, "something follows the JSON object");
      }
      return object;
    } catch (StreamConstraintsException e) {
      throw new ProtocolException(StratumError.PARSE_ERROR, "too deep or too long");
    } catch (JsonProcessingException e) {
      throw new ProtocolException(StratumError.PARSE_ERROR, "the line is not JSON");
    } catch (IOException e) {
      throw new AssertionError("A string has no I/O", e);
    }
  }

  private static String decode(byte[] line) throws ProtocolException {
    String text = withoutMark(new String(line, StandardCharsets.UTF_8));
    // Stands in the place of what is malformed, unless the miner wrote it.
    if (text.indexOf(REPLACEMENT) >= 0) {
      requireUtf8(line);
    }
    return text;
  }

  private static String withoutMark(String text) {
    return text.indexOf(BYTE_ORDER_MARK) == 0 ? text.substring(1) : text;
  }

  private static void requireUtf8(byte[] line) throws ProtocolException {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line));
    } catch (CharacterCodingException e) {
      throw new ProtocolException(StratumError.PARSE_ERROR, "the line is not UTF-8");
    }
  }

  private static JsonObject readObject(JsonParser parser, int levels)
      throws IOException, ProtocolException {
    requireLevel(levels);
    Map<String, Optional<Object>> fields = new HashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      if (fields.put(name, readValue(parser, levels - 1)) != null) {
        throw new ProtocolException(StratumError.PARSE_ERROR, "a name occurs twice in an object");
      }
    }
    return new JsonObject(fields);
  }

  private static JsonArray readArray(JsonParser parser, int levels)
      throws IOException, ProtocolException {
    requireLevel(levels);
    List<Optional<Object>> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      values.add(readValue(parser, levels - 1));
    }
    return new JsonArray(values);
  }

  private static void requireLevel(int levels) throws ProtocolException {
    if (levels <= 0) {
      throw new ProtocolException(StratumError.PARSE_ERROR, "too deep or too long");
    }
  }

  /** Empty stands for null. */
  private static Optional<Object> readValue(JsonParser parser, int levels)
      throws IOException, ProtocolException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> Optional.of(readObject(parser, levels));
      case START_ARRAY -> Optional.of(readArray(parser, levels));
      case VALUE_STRING -> Optional.of(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          Optional.of(new JsonObject.JsonNumber(parser.getText()));
      case VALUE_TRUE, VALUE_FALSE -> Optional.of(parser.getBooleanValue());
      default -> Optional.empty();
    };
  }
}
