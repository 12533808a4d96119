package org.opensy.mining.dev.node.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.opensy.mining.dev.node.NodeCore;
import org.opensy.mining.dev.node.WalletOperations;
import org.opensy.mining.dev.node.wallet.Addresses;
import org.opensy.mining.dev.node.wallet.Payment;
import org.opensy.mining.dev.node.wire.Bytes;
import org.opensy.mining.dev.node.wire.Hash256;
import org.opensy.mining.dev.node.wire.Tx;
import org.opensy.mining.dev.node.wire.WireFormatException;

/** Sending and giving up. Thread-safe. */
final class PaymentCalls {
  private final NodeCore node;
  private final WalletOperations operations;

  PaymentCalls(NodeCore node, WalletOperations operations) {
    this.node = node;
    this.operations = operations;
  }

  Map<String, RpcMethod> methods() {
    return Map.of(
        "sendmany", this::sendMany,
        "sendtoaddress", this::sendToAddress,
        "sendrawtransaction", this::sendRawTransaction,
        "abandontransaction", this::abandonTransaction);
  }

  private JsonNode sendMany(RpcCall call) {
    String wallet = node.read(state -> WalletCalls.wallet(state, call).name());
    if (!call.string(0, "dummy", "").isEmpty()) {
      throw new RpcRefusal(RpcRefusal.INVALID_PARAMETER, "Dummy value must be set to \"\"");
    }
    JsonNode amounts = call.object(1, "amounts");
    call.integer(2, "minconf", 0);
    String comment = call.string(3, "comment", "");
    boolean replaceable = call.bool(5, "replaceable", true);
    Map<String, Bytes> scripts = new LinkedHashMap<>();
    Map<Bytes, Long> recipients = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : amounts.properties()) {
      scripts.put(field.getKey(), recipient(field.getKey(), field.getValue(), recipients));
    }
    Set<Bytes> payers = feePayers(call.raw(4), scripts);
    return send(call, wallet, new Payment.Order(recipients, payers, comment, replaceable));
  }

  private static Bytes recipient(String address, JsonNode amount, Map<Bytes, Long> into) {
    long baseUnits = Json.baseUnits(amount);
    Bytes script =
        Addresses.script(address)
            .orElseThrow(
                () ->
                    new RpcRefusal(
                        RpcRefusal.INVALID_ADDRESS_OR_KEY, "Invalid OpenSY address: " + address));
    if (into.putIfAbsent(script, baseUnits) != null) {
      throw new RpcRefusal(
          RpcRefusal.INVALID_PARAMETER, "Invalid parameter, duplicated address: " + address);
    }
    return script;
  }

  private static Set<Bytes> feePayers(JsonNode instructions, Map<String, Bytes> scripts) {
    List<String> addresses = new ArrayList<>(scripts.keySet());
    Set<Integer> positions = new HashSet<>();
    for (JsonNode instruction : instructions) {
      int position = position(instruction, addresses);
      if (!positions.add(position)) {
        throw badFeePayer("duplicated position: " + position);
      }
    }
    Set<Bytes> result = new HashSet<>();
    positions.forEach(position -> result.add(scripts.get(addresses.get(position))));
    return result;
  }

  private static int position(JsonNode instruction, List<String> addresses) {
    if (instruction.isTextual()) {
      int position = addresses.indexOf(instruction.textValue());
      if (position < 0) {
        throw badFeePayer("destination " + instruction.textValue() + " not found in tx outputs");
      }
      return position;
    }
    if (!instruction.isInt()) {
      throw badFeePayer("invalid value type: " + instruction.getNodeType());
    }
    int position = instruction.intValue();
    if (position < 0) {
      throw badFeePayer("negative position: " + position);
    }
    if (position >= addresses.size()) {
      throw badFeePayer("position too large: " + position);
    }
    return position;
  }

  private static RpcRefusal badFeePayer(String what) {
    return new RpcRefusal(
        RpcRefusal.INVALID_PARAMETER, "Invalid parameter 'subtract fee from output', " + what);
  }

  private JsonNode send(RpcCall call, String wallet, Payment.Order order) {
    long now = node.time().instant().getEpochSecond();
    node.read(
        state -> {
          LockCalls.requireKeys(state, call, now);
          return true;
        });
    Payment.Result result = operations.send(wallet, order);
    if (result instanceof Payment.Refused refused) {
      throw new RpcRefusal(RpcRefusal.INSUFFICIENT_FUNDS, refused.message());
    }
    return Json.text(((Payment.Built) result).tx().txid().toString());
  }

  private JsonNode sendToAddress(RpcCall call) {
    String wallet = node.read(state -> WalletCalls.wallet(state, call).name());
    String address = call.string(0, "address");
    Map<Bytes, Long> recipients = new LinkedHashMap<>();
    Bytes script = recipient(address, call.raw(1), recipients);
    Set<Bytes> payers =
        call.bool(4, "subtractfeefromamount", false) ? Set.of(script) : Set.<Bytes>of();
    String comment = call.string(2, "comment", "");
    boolean replaceable = call.bool(5, "replaceable", true);
    return send(call, wallet, new Payment.Order(recipients, payers, comment, replaceable));
  }

  private JsonNode sendRawTransaction(RpcCall call) {
    Tx tx;
    try {
      tx = Tx.parse(HexFormat.of().parseHex(call.string(0, "hexstring")));
    } catch (WireFormatException | IllegalArgumentException e) {
      throw new RpcRefusal(
          RpcRefusal.DESERIALIZATION, "TX decode failed. Make sure the tx has at least one input.");
    }
    node.add(tx)
        .ifPresent(
            reason -> {
              throw new RpcRefusal(RpcRefusal.VERIFY_REJECTED, reason);
            });
    return Json.text(tx.txid().toString());
  }

  private JsonNode abandonTransaction(RpcCall call) {
    Hash256 txid = call.hash(0, "txid");
    String wallet =
        node.read(
            state -> {
              HistoryCalls.entry(state, call, txid);
              return WalletCalls.wallet(state, call).name();
            });
    if (!operations.abandon(wallet, txid)) {
      throw new RpcRefusal(
          RpcRefusal.INVALID_ADDRESS_OR_KEY, "Transaction not eligible for abandonment");
    }
    return NullNode.getInstance();
  }
}
