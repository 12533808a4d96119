package org.opensy.mining.dev.node.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import org.opensy.mining.dev.node.chain.Consensus;

/**
 * The one JSON configuration of the node: amounts are exact decimals with eight places, never
 * floating point.
 */
final class Json {
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final int DECIMALS = 8;
  private static final BigDecimal PARSE_LIMIT = BigDecimal.TEN.pow(10);

  private Json() {}

  /** The text of a tree, decimals without exponent. */
  static String write(JsonNode tree) {
    try {
      return MAPPER.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree that cannot be written", e);
    }
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  static JsonNode text(String value) {
    return JsonNodeFactory.instance.textNode(value);
  }

  static JsonNode text(Optional<String> value) {
    return value.map(Json::text).orElse(NullNode.getInstance());
  }

  /** Base units as SYL. */
  static JsonNode amount(long baseUnits) {
    return DecimalNode.valueOf(BigDecimal.valueOf(baseUnits, DECIMALS));
  }

  /** A floating-point figure with the node's sixteen digits. */
  static JsonNode figure(double value) {
    return DecimalNode.valueOf(
        new BigDecimal(value).round(new MathContext(16)).stripTrailingZeros());
  }

  /** SYL as base units, refused as {@code AmountFromValue} does. */
  static long baseUnits(JsonNode value) {
    if (!value.isNumber() && !value.isTextual()) {
      throw new RpcRefusal(RpcRefusal.TYPE, "Amount is not a number or string");
    }
    BigDecimal amount = decimal(value.asText());
    if (amount.stripTrailingZeros().scale() > DECIMALS
        || amount.abs().compareTo(PARSE_LIMIT) >= 0) {
      throw new RpcRefusal(RpcRefusal.TYPE, "Invalid amount");
    }
    long baseUnits = amount.movePointRight(DECIMALS).longValueExact();
    if (baseUnits < 0 || baseUnits > Consensus.MAX_MONEY) {
      throw new RpcRefusal(RpcRefusal.TYPE, "Amount out of range");
    }
    return baseUnits;
  }

  private static BigDecimal decimal(String text) {
    if (!text.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,4})?")) {
      throw new RpcRefusal(RpcRefusal.TYPE, "Invalid amount");
    }
    return new BigDecimal(text);
  }
}
