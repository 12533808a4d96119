package org.opensy.mining.dev.node.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.time.Duration;
import java.util.Map;
import org.opensy.mining.dev.node.RegtestNode;
import org.opensy.mining.dev.node.fault.Fault;
import org.opensy.mining.dev.node.fault.FaultPlan;

/** Methods that a real node has not: they steer this one. No fault ever hits them. Thread-safe. */
final class DevCalls {
  private final RegtestNode node;

  DevCalls(RegtestNode node) {
    this.node = node;
  }

  Map<String, RpcMethod> methods() {
    return Map.of(
        "devsetdifficulty",
        this::setDifficulty,
        "devaddtransactions",
        this::addTransactions,
        "devevict",
        call -> BooleanNode.valueOf(node.evict(call.hash(0, "txid").toString())),
        "devdoublespend",
        call -> Json.text(node.doubleSpend(call.hash(0, "txid").toString())),
        "devrelease",
        call -> release(),
        "devfault",
        this::fault,
        "devclearfaults",
        call -> clearFaults());
  }

  private JsonNode setDifficulty(RpcCall call) {
    node.setDifficulty(call.integer(0, "expected_hashes"));
    return NullNode.getInstance();
  }

  private JsonNode addTransactions(RpcCall call) {
    ArrayNode result = Json.array();
    node.addTransactions(call.integer(0, "count"), call.integer(1, "fee", 1000))
        .forEach(result::add);
    return result;
  }

  private JsonNode clearFaults() {
    node.faults().clear();
    return NullNode.getInstance();
  }

  private JsonNode release() {
    try {
      return IntNode.valueOf(node.faults().release());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RpcRefusal(RpcRefusal.NOT_CONNECTED, "Shutting down");
    }
  }

  /**
   * {@code devfault method kind [value] [count]}; without a count it stays. The value is a time in
   * milliseconds for slow and silent, an HTTP status, any result, or code and message of an error;
   * hold, hangup and garbage have none (0 if a count follows).
   */
  private JsonNode fault(RpcCall call) {
    String method = call.string(0, "method");
    int count = call.integer(3, "count", FaultPlan.ALWAYS);
    node.faults().plan(method, fault(call, call.string(1, "kind")), count);
    return NullNode.getInstance();
  }

  private static Fault fault(RpcCall call, String kind) {
    return switch (kind) {
      case "slow" -> new Fault.Slow(Duration.ofMillis(call.integer(2, "milliseconds")));
      case "hold" -> new Fault.Held();
      case "status" -> new Fault.HttpStatus(call.integer(2, "status", 503));
      case "hangup" -> new Fault.Hangup();
      case "silent" ->
          new Fault.SilentAfterWork(Duration.ofMillis(call.integer(2, "milliseconds", 0)));
      case "result" -> new Fault.WrongResult(call.params().path(2));
      case "error" -> new Fault.WrongError(code(call), message(call));
      case "late-error" -> new Fault.ErrorAfterWork(code(call), message(call));
      case "garbage" -> new Fault.Garbage();
      default ->
          throw new RpcRefusal(
              RpcRefusal.INVALID_PARAMETER,
              "kind is one of slow, hold, status, hangup, silent, result, error, late-error,"
                  + " garbage");
    };
  }

  private static int code(RpcCall call) {
    return call.object(2, "error").path("code").asInt();
  }

  private static String message(RpcCall call) {
    return call.object(2, "error").path("message").asText();
  }
}
