package org.opensy.mining.pool.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Function;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.BlockTemplate;

/**
 * Typed values out of the node's answers; anything unexpected is a {@link
 * NodeUnreachableException}.
 */
final class NodeAnswers {
  private NodeAnswers() {}

  static BlockTemplate template(JsonNode answer) {
    return read(answer, TemplateReader::read);
  }

  static BlockHash hash(JsonNode answer) {
    return read(answer, node -> BlockHash.ofDisplayHex(node.textValue()));
  }

  static BlockHeaderInfo header(JsonNode answer) {
    return read(
        answer,
        node ->
            new BlockHeaderInfo(
                BlockHash.ofDisplayHex(field(node, "hash").textValue()),
                field(node, "height").longValue(),
                field(node, "confirmations").intValue()));
  }

  static ChainInfo chainInfo(JsonNode answer) {
    return read(
        answer,
        node ->
            new ChainInfo(
                field(node, "chain").textValue(),
                field(node, "blocks").longValue(),
                field(node, "headers").longValue(),
                BlockHash.ofDisplayHex(field(node, "bestblockhash").textValue()),
                field(node, "initialblockdownload").booleanValue()));
  }

  /**
   * How far a node is.
   *
   * @param chain what it has
   * @param tipTime what its best block says of its time
   */
  record Progress(ChainInfo chain, Instant tipTime) {}

  static Progress progress(JsonNode answer) {
    return read(
        answer,
        node ->
            new Progress(chainInfo(node), Instant.ofEpochSecond(field(node, "time").longValue())));
  }

  /** Of {@code getnetworkinfo}: peers, whoever called whom. */
  static int connections(JsonNode answer) {
    return read(answer, node -> field(node, "connections").intValue());
  }

  static BigDecimal decimal(JsonNode answer) {
    return read(
        answer,
        node -> {
          if (!node.isNumber()) {
            throw new IllegalArgumentException("not a number");
          }
          return node.decimalValue();
        });
  }

  static JsonNode field(JsonNode object, String name) {
    JsonNode value = object.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no " + name);
    }
    return value;
  }

  /** What {@code reader} makes of an answer; whatever it stumbles over is no answer. */
  static <T> T read(JsonNode answer, Function<JsonNode, T> reader) {
    try {
      return reader.apply(answer);
    } catch (IllegalArgumentException
        | ArithmeticException
        | DateTimeException
        | NullPointerException e) {
      throw NodeUnreachableException.unclear("unexpected answer: " + e.getMessage(), e);
    }
  }
}
