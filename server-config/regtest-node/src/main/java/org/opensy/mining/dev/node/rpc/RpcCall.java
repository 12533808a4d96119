package org.opensy.mining.dev.node.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Locale;
import java.util.Optional;
import org.opensy.mining.dev.node.wire.Hash256;

/**
 * One call: method, positional parameters, and the wallet named in the path.
 *
 * @param method its name
 * @param params a JSON array
 * @param wallet name after {@code /wallet/}, if the path has it
 */
record RpcCall(String method, JsonNode params, Optional<String> wallet) {
  /** The parameter, missing or null included. */
  JsonNode raw(int index) {
    JsonNode value = params.path(index);
    return value.isNull() ? MissingNode.getInstance() : value;
  }

  boolean has(int index) {
    return !raw(index).isMissingNode();
  }

  String string(int index, String name) {
    JsonNode value = required(index, name);
    if (!value.isTextual()) {
      throw wrongType(index, name, value, "string");
    }
    return value.textValue();
  }

  String string(int index, String name, String otherwise) {
    return has(index) ? string(index, name) : otherwise;
  }

  int integer(int index, String name) {
    JsonNode value = required(index, name);
    if (!value.isNumber()) {
      throw wrongType(index, name, value, "number");
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw new RpcRefusal(RpcRefusal.MISC, "JSON integer out of range");
    }
    return value.intValue();
  }

  int integer(int index, String name, int otherwise) {
    return has(index) ? integer(index, name) : otherwise;
  }

  boolean bool(int index, String name, boolean otherwise) {
    if (!has(index)) {
      return otherwise;
    }
    if (!raw(index).isBoolean()) {
      throw wrongType(index, name, raw(index), "bool");
    }
    return raw(index).booleanValue();
  }

  JsonNode object(int index, String name) {
    JsonNode value = required(index, name);
    if (!value.isObject()) {
      throw wrongType(index, name, value, "object");
    }
    return value;
  }

  Hash256 hash(int index, String name) {
    return hash(string(index, name), name);
  }

  /** A hash out of a parameter, refused as {@code ParseHashV} does. */
  static Hash256 hash(String text, String name) {
    return Hash256.parseRpc(text)
        .orElseThrow(
            () ->
                new RpcRefusal(
                    RpcRefusal.INVALID_PARAMETER,
                    text.length() == 64
                        ? String.format("%s must be hexadecimal string (not '%s')", name, text)
                        : String.format(
                            "%s must be of length 64 (not %d, for '%s')",
                            name, text.length(), text)));
  }

  private JsonNode required(int index, String name) {
    if (!has(index)) {
      throw new RpcRefusal(RpcRefusal.MISC, method + " needs the parameter " + name);
    }
    return raw(index);
  }

  private static RpcRefusal wrongType(int index, String name, JsonNode value, String expected) {
    String actual =
        switch (value.getNodeType()) {
          case BOOLEAN -> "bool";
          default -> value.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    return new RpcRefusal(
        RpcRefusal.TYPE,
        String.format(
            "Wrong type passed:%n{%n    \"Position %d (%s)\": \"JSON value of type %s is not of"
                + " expected type %s\"%n}",
            index + 1, name, actual, expected));
  }
}
