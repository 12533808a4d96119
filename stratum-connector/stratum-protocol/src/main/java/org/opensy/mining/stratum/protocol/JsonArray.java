package org.opensy.mining.stratum.protocol;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The items of a JSON array with typed access. An item that is null counts as absent, like those
 * behind the end. Errors name the item and never its content. Not thread-safe.
 */
final class JsonArray {
  private static final int MAX_ITEMS = 256;
  private static final int TARGET_DIGITS = 64;
  private static final int HEX = 16;

  private final List<Optional<Object>> items;

  JsonArray(List<Optional<Object>> items) {
    this.items = items;
  }

  int size() {
    return items.size();
  }

  Optional<Object> value(int index) {
    return index < items.size() ? items.get(index) : Optional.empty();
  }

  /** A string that must be there and must not be empty. */
  String text(int index, String name, int maxLength) throws ProtocolException {
    String text = textOrEmpty(index, name, maxLength);
    if (text.isEmpty()) {
      throw JsonObject.invalid(name, "is missing");
    }
    return text;
  }

  String textOrEmpty(int index, String name, int maxLength) throws ProtocolException {
    Optional<Object> value = value(index);
    return value.isEmpty() ? "" : JsonObject.plainText(name, value.get(), maxLength);
  }

  Optional<JsonArray> array(int index, String name) throws ProtocolException {
    Optional<Object> value = value(index);
    if (value.isPresent() && !(value.get() instanceof JsonArray)) {
      throw JsonObject.invalid(name, "is not an array");
    }
    return value.map(JsonArray.class::cast);
  }

  /** A difficulty in Bitcoin's unit, as a number or in quotes. */
  BitcoinDifficulty difficulty(int index, String name) throws ProtocolException {
    Object value = value(index).orElse(null);
    String digits = value instanceof JsonObject.JsonNumber number ? number.digits() : "";
    try {
      return new BitcoinDifficulty(
          Double.parseDouble(value instanceof String quoted ? quoted : digits));
    } catch (IllegalArgumentException none) {
      throw JsonObject.invalid(name, "is not a positive number");
    }
  }

  /** A target as hex digits, most significant first, up to 64 of them. */
  Target target(int index, String name) throws ProtocolException {
    String hex = text(index, name, TARGET_DIGITS);
    try {
      return Target.of(new BigInteger(hex, HEX));
    } catch (IllegalArgumentException none) {
      throw JsonObject.invalid(name, "is not a number of up to 64 hex digits");
    }
  }

  /** Whether there is something in it, and nothing but objects. */
  boolean isOfObjects() {
    return !items.isEmpty()
        && items.stream().allMatch(item -> item.orElse(null) instanceof JsonObject);
  }

  /** All items, which must be strings. */
  List<String> texts(String name, int maxLength) throws ProtocolException {
    if (items.size() > MAX_ITEMS) {
      throw JsonObject.invalid(name, "has too many items");
    }
    List<String> texts = new ArrayList<>(items.size());
    for (Optional<Object> item : items) {
      texts.add(JsonObject.plainText(name, item.orElse(null), maxLength));
    }
    return texts;
  }
}
