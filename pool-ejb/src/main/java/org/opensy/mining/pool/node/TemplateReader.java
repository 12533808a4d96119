package org.opensy.mining.pool.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.BlockTemplate;
import org.opensy.mining.pool.chain.BlockTemplate.CoinbaseFields;
import org.opensy.mining.pool.chain.BlockTemplate.HeaderFields;
import org.opensy.mining.pool.chain.Bytes;
import org.opensy.mining.pool.chain.CompactBits;
import org.opensy.mining.pool.chain.TemplateTransaction;
import org.opensy.mining.pool.chain.TransactionId;

/** {@code getblocktemplate} (BIP 22, 23, 145) as a {@link BlockTemplate}. Thread-safe. */
final class TemplateReader {
  /** Rules marked {@code !} must be understood by whoever builds the block; we know this one. */
  private static final Set<String> KNOWN_RULES = Set.of("!segwit");

  private TemplateReader() {}

  /**
   * @throws IllegalArgumentException if a field is missing or wrong
   */
  static BlockTemplate read(JsonNode json) {
    requireKnownRules(json);
    return new BlockTemplate(
        number(json, "height"),
        header(json),
        coinbase(json),
        transactions(NodeAnswers.field(json, "transactions")),
        json.path("longpollid").asText(""));
  }

  private static void requireKnownRules(JsonNode json) {
    for (JsonNode rule : json.path("rules")) {
      if (rule.asText().startsWith("!") && !KNOWN_RULES.contains(rule.asText())) {
        throw new IllegalArgumentException("the template needs the unknown rule " + rule.asText());
      }
    }
  }

  private static HeaderFields header(JsonNode json) {
    HeaderFields header =
        new HeaderFields(
            Math.toIntExact(number(json, "version")),
            BlockHash.ofDisplayHex(text(json, "previousblockhash")),
            CompactBits.parse(text(json, "bits")),
            number(json, "mintime"),
            number(json, "curtime"));
    BigInteger target = new BigInteger(1, HexFormat.of().parseHex(text(json, "target")));
    if (!header.bits().toTarget().toBigInteger().equals(target)) {
      throw new IllegalArgumentException("target and bits differ");
    }
    return header;
  }

  private static CoinbaseFields coinbase(JsonNode json) {
    Optional<Bytes> commitment =
        Optional.ofNullable(json.get("default_witness_commitment"))
            .map(script -> Bytes.ofHex(script.textValue()));
    return new CoinbaseFields(Amount.ofBaseUnits(number(json, "coinbasevalue")), commitment);
  }

  private static List<TemplateTransaction> transactions(JsonNode array) {
    List<TemplateTransaction> transactions = new ArrayList<>();
    for (JsonNode item : array) {
      transactions.add(
          new TemplateTransaction(
              Bytes.ofHex(text(item, "data")),
              TransactionId.ofDisplayHex(text(item, "txid")),
              Amount.ofBaseUnits(number(item, "fee"))));
    }
    return transactions;
  }

  private static String text(JsonNode json, String name) {
    JsonNode value = NodeAnswers.field(json, name);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(name + " is no text");
    }
    return value.textValue();
  }

  private static long number(JsonNode json, String name) {
    JsonNode value = NodeAnswers.field(json, name);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new IllegalArgumentException(name + " is no whole number");
    }
    return value.longValue();
  }
}
