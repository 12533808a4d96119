package org.opensy.mining.dev.node.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opensy.mining.dev.node.NodeTime;
import org.opensy.mining.dev.node.chain.Scripts;
import org.opensy.mining.dev.node.wallet.Addresses;
import org.opensy.mining.dev.node.wire.Bytes;

/** What the node says about itself and about addresses. Thread-safe. */
final class NetworkCalls {
  private final NodeTime time;
  private final Instant started;

  NetworkCalls(NodeTime time) {
    this.time = time;
    started = time.instant();
  }

  Map<String, RpcMethod> methods() {
    return Map.of(
        "getnetworkinfo", call -> getNetworkInfo(),
        "getconnectioncount", call -> IntNode.valueOf(0),
        "uptime", call -> LongNode.valueOf(Duration.between(started, time.instant()).toSeconds()),
        "setmocktime", this::setMockTime,
        "estimatesmartfee", call -> estimateSmartFee(),
        "validateaddress", call -> validateAddress(call.string(0, "address")));
  }

  private static JsonNode getNetworkInfo() {
    ObjectNode result = Json.object();
    result.put("version", 100);
    result.put("subversion", "/OpenSY:0.1.0/");
    result.put("protocolversion", 70016);
    result.put("localservices", "0000000000000c09");
    result
        .putArray("localservicesnames")
        .add("NETWORK")
        .add("WITNESS")
        .add("NETWORK_LIMITED")
        .add("P2P_V2");
    result.put("localrelay", true);
    result.put("timeoffset", 0);
    result.put("networkactive", true);
    result.put("connections", 0).put("connections_in", 0).put("connections_out", 0);
    for (String name : List.of("ipv4", "ipv6", "onion", "i2p", "cjdns")) {
      boolean reachable = name.startsWith("ip");
      result
          .withArray("networks")
          .addObject()
          .put("name", name)
          .put("limited", !reachable)
          .put("reachable", reachable)
          .put("proxy", "")
          .put("proxy_randomize_credentials", false);
    }
    result.set("relayfee", Json.amount(100));
    result.set("incrementalfee", Json.amount(100));
    result.putArray("localaddresses");
    result.putArray("warnings");
    return result;
  }

  private JsonNode setMockTime(RpcCall call) {
    int seconds = call.integer(0, "timestamp");
    if (seconds < 0) {
      throw new RpcRefusal(
          RpcRefusal.INVALID_PARAMETER,
          "Mocktime must be in the range [0, 9223372036], not " + seconds + ".");
    }
    time.fix(seconds == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(seconds)));
    return NullNode.getInstance();
  }

  private static JsonNode estimateSmartFee() {
    ObjectNode result = Json.object();
    result.putArray("errors").add("Insufficient data or no feerate found");
    result.put("blocks", 1);
    return result;
  }

  private static JsonNode validateAddress(String address) {
    ObjectNode result = Json.object();
    Optional<Bytes> script = Addresses.script(address);
    result.put("isvalid", script.isPresent());
    if (script.isEmpty()) {
      AddressFault fault = AddressFault.of(address);
      fault.locations().forEach(result.putArray("error_locations")::add);
      result.put("error", fault.text());
      return result;
    }
    result.put("address", Addresses.canonical(address).orElseThrow());
    result.put("scriptPubKey", script.get().toString());
    describe(result, script.get());
    return result;
  }

  /** What kind of script an address stands for. */
  static void describe(ObjectNode into, Bytes script) {
    boolean witness = Scripts.isWitnessProgram(script);
    into.put("isscript", witness ? script.length() == 34 : script.length() == 23);
    into.put("iswitness", witness);
    if (witness) {
      into.put("witness_version", script.at(0) == 0 ? 0 : script.at(0) - 0x50);
      into.put("witness_program", script.slice(2, script.length()).toString());
    }
  }
}
