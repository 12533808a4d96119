package org.opensy.mining.pool.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.chain.TransactionId;

/**
 * Typed values out of a wallet's answers; anything unexpected is a {@link
 * NodeUnreachableException}. Thread-safe.
 */
final class WalletAnswers {
  private WalletAnswers() {}

  static TransactionId id(JsonNode answer) {
    return NodeAnswers.read(answer, WalletAnswers::readId);
  }

  static WalletBalances balances(JsonNode answer) {
    return NodeAnswers.read(
        answer,
        node -> {
          JsonNode mine = NodeAnswers.field(node, "mine");
          return new WalletBalances(
              amount(mine, "trusted"), amount(mine, "untrusted_pending"), amount(mine, "immature"));
        });
  }

  static WalletInfo info(JsonNode answer) {
    return NodeAnswers.read(
        answer,
        node ->
            new WalletInfo(
                text(node, "walletname"),
                isScanning(NodeAnswers.field(node, "scanning")),
                flag(node, "private_keys_enabled"),
                Optional.ofNullable(node.get("unlocked_until"))
                    .map(until -> Instant.ofEpochSecond(whole(until))),
                BlockHash.ofDisplayHex(
                    text(NodeAnswers.field(node, "lastprocessedblock"), "hash"))));
  }

  /** Out of {@code getrpcinfo}: whether a call of this method is being carried out. */
  static boolean isActive(JsonNode answer, String method) {
    return NodeAnswers.read(
        answer,
        node ->
            list(NodeAnswers.field(node, "active_commands")).stream()
                .anyMatch(command -> text(command, "method").equals(method)));
  }

  /** Out of {@code getaddressinfo}. */
  static boolean canSpend(JsonNode answer) {
    return NodeAnswers.read(answer, node -> flag(node, "ismine") && flag(node, "solvable"));
  }

  /** Out of {@code gettransaction}. */
  static WalletTransaction transaction(JsonNode answer, Network network) {
    return NodeAnswers.read(
        answer, node -> transaction(node, list(NodeAnswers.field(node, "details")), network));
  }

  /**
   * The wallet's payments out of {@code listsinceblock}, which has an entry for each output. What
   * lost its block may stand there twice, as removed and as waiting or confirmed again; both tell
   * of now.
   */
  static List<WalletTransaction> sent(JsonNode answer, Network network) {
    return NodeAnswers.read(
        answer,
        node -> {
          Map<String, List<JsonNode>> entries = payments(NodeAnswers.field(node, "transactions"));
          payments(NodeAnswers.field(node, "removed")).forEach(entries::putIfAbsent);
          return entries.values().stream()
              .map(outputs -> transaction(outputs.get(0), outputs, network))
              .toList();
        });
  }

  private static Map<String, List<JsonNode>> payments(JsonNode array) {
    Map<String, List<JsonNode>> entries = new LinkedHashMap<>();
    for (JsonNode entry : list(array)) {
      if (isSend(entry)) {
        entries.computeIfAbsent(text(entry, "txid"), id -> new ArrayList<>()).add(entry);
      }
    }
    return entries;
  }

  private static WalletTransaction transaction(
      JsonNode head, List<JsonNode> outputs, Network network) {
    return new WalletTransaction(
        readId(NodeAnswers.field(head, "txid")),
        standing(head, outputs),
        // The node counts the fee as money that came in.
        head.has("fee") ? Optional.of(amount(head, "fee").negated()) : Optional.empty(),
        head.has("comment") ? text(head, "comment") : "",
        amounts(outputs, network),
        head.has("fee") ? Amount.ZERO : received(outputs));
  }

  private static WalletTransaction.Standing standing(JsonNode head, List<JsonNode> outputs) {
    return new WalletTransaction.Standing(
        Math.toIntExact(whole(NodeAnswers.field(head, "confirmations"))),
        Optional.ofNullable(head.get("blockhash"))
            .map(hash -> BlockHash.ofDisplayHex(hash.textValue())),
        outputs.stream().anyMatch(output -> flag(output, "abandoned")),
        list(NodeAnswers.field(head, "walletconflicts")).stream()
            .map(WalletAnswers::readId)
            .toList());
  }

  private static Map<Address, Amount> amounts(List<JsonNode> outputs, Network network) {
    Map<Address, Amount> sent = new LinkedHashMap<>();
    for (JsonNode output : outputs) {
      if (isSend(output) && output.has("address")) {
        Address address = Address.parse(text(output, "address"), network);
        sent.merge(address, amount(output, "amount").negated(), Amount::plus);
      }
    }
    return sent;
  }

  private static Amount received(List<JsonNode> outputs) {
    return outputs.stream()
        .filter(output -> text(output, "category").equals("receive"))
        .map(output -> amount(output, "amount"))
        .reduce(Amount.ZERO, Amount::plus);
  }

  private static boolean isSend(JsonNode output) {
    return text(output, "category").equals("send");
  }

  private static boolean isScanning(JsonNode scanning) {
    // An object with the progress, or false.
    return scanning.isObject() || scanning.booleanValue();
  }

  private static TransactionId readId(JsonNode id) {
    return TransactionId.ofDisplayHex(id.textValue());
  }

  private static Amount amount(JsonNode object, String name) {
    JsonNode value = NodeAnswers.field(object, name);
    if (!value.isNumber()) {
      throw new IllegalArgumentException(name + " is no number");
    }
    return Amount.ofDecimal(value.decimalValue());
  }

  private static String text(JsonNode object, String name) {
    JsonNode value = NodeAnswers.field(object, name);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(name + " is no text");
    }
    return value.textValue();
  }

  private static boolean flag(JsonNode object, String name) {
    JsonNode value = NodeAnswers.field(object, name);
    if (!value.isBoolean()) {
      throw new IllegalArgumentException(name + " is neither true nor false");
    }
    return value.booleanValue();
  }

  private static long whole(JsonNode value) {
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new IllegalArgumentException("not a whole number");
    }
    return value.longValue();
  }

  private static List<JsonNode> list(JsonNode array) {
    if (!array.isArray()) {
      throw new IllegalArgumentException("not a list");
    }
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
