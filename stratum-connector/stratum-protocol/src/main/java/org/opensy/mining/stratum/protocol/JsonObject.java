package org.opensy.mining.stratum.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The fields of a JSON object with typed access. A field that is null counts as absent. Errors name
 * the field and never its content. Not thread-safe.
 */
final class JsonObject {
  /** A number as its digits stood in the text. */
  record JsonNumber(String digits) {
    /** The nearest double; infinite if it is beyond them. */
    double toDouble() {
      return Double.parseDouble(digits);
    }
  }

  private final Map<String, Optional<Object>> fields;

  JsonObject(Map<String, Optional<Object>> fields) {
    this.fields = fields;
  }

  Optional<Object> value(String name) {
    return fields.getOrDefault(name, Optional.empty());
  }

  /** The JSON-RPC id, {@link RpcId#NONE} if there is none that can be repeated. */
  RpcId id() {
    Object value = value("id").orElse(null);
    if (value instanceof JsonNumber number) {
      return new RpcId(number.digits(), false);
    }
    if (value instanceof String text && text.length() <= RpcId.MAX_LENGTH && isPlain(text)) {
      return RpcId.of(text);
    }
    return RpcId.NONE;
  }

  /** A string that must be there and must not be empty. */
  String text(String name, int maxLength) throws ProtocolException {
    String text = textOrEmpty(name, maxLength);
    if (text.isEmpty()) {
      throw invalid(name, "is missing");
    }
    return text;
  }

  String textOrEmpty(String name, int maxLength) throws ProtocolException {
    Optional<Object> value = value(name);
    return value.isEmpty() ? "" : plainText(name, value.get(), maxLength);
  }

  /**
   * A text that is only for people: empty if it is none, cut after so many code points, and with
   * underscores for what cannot be shown on a line.
   */
  String shownText(String name, int maxCodePoints) {
    StringBuilder shown = new StringBuilder();
    if (value(name).orElse(null) instanceof String text) {
      text.codePoints()
          .limit(maxCodePoints)
          .map(c -> isPlain(c) ? c : '_')
          .forEach(shown::appendCodePoint);
    }
    return shown.toString();
  }

  /** An array of strings, empty if it is absent. */
  List<String> texts(String name, int maxLength) throws ProtocolException {
    Optional<JsonArray> array = array(name);
    return array.isEmpty() ? List.of() : array.get().texts(name, maxLength);
  }

  Optional<JsonArray> array(String name) throws ProtocolException {
    Optional<Object> value = value(name);
    if (value.isPresent() && !(value.get() instanceof JsonArray)) {
      throw invalid(name, "is not an array");
    }
    return value.map(JsonArray.class::cast);
  }

  Set<String> names() {
    return fields.keySet();
  }

  /** A number, or nothing if the field is absent or anything else. */
  OptionalDouble anyNumber(String name) {
    return value(name).orElse(null) instanceof JsonNumber number
        ? OptionalDouble.of(number.toDouble())
        : OptionalDouble.empty();
  }

  /** A whole number that is not negative, or a default if it is absent. */
  long number(String name, long absent) throws ProtocolException {
    Optional<Object> value = value(name);
    if (value.isEmpty()) {
      return absent;
    }
    if (value.get() instanceof JsonNumber number && number.digits().matches("[0-9]{1,18}")) {
      return Long.parseLong(number.digits());
    }
    throw invalid(name, "is not a whole number");
  }

  Optional<JsonObject> object(String name) throws ProtocolException {
    Optional<Object> value = value(name);
    if (value.isPresent() && !(value.get() instanceof JsonObject)) {
      throw invalid(name, "is not an object");
    }
    return value.map(JsonObject.class::cast);
  }

  static ProtocolException invalid(String name, String problem) {
    return new ProtocolException(StratumError.INVALID_PARAMS, "'" + name + "' " + problem);
  }

  /** A string of at most that length that can be shown on a line. */
  static String plainText(String name, Object value, int maxLength) throws ProtocolException {
    if (!(value instanceof String text)) {
      throw invalid(name, "is not a string");
    }
    if (text.length() > maxLength) {
      throw invalid(name, "is too long");
    }
    if (!isPlain(text)) {
      throw invalid(name, "has control characters or half of a pair");
    }
    return text;
  }

  private static boolean isPlain(int codePoint) {
    return !Character.isISOControl(codePoint)
        && Character.getType(codePoint) != Character.SURROGATE;
  }

  private static boolean isPlain(String text) {
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      if (!isPlain(c)) {
        return false;
      }
      i += Character.charCount(c);
    }
    return true;
  }
}
