package org.opensy.mining.dev.node.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.opensy.mining.dev.node.NodeCore;
import org.opensy.mining.dev.node.chain.BlockTemplate;
import org.opensy.mining.dev.node.chain.Consensus;
import org.opensy.mining.dev.node.chain.Mempool;
import org.opensy.mining.dev.node.wire.CompactTarget;
import org.opensy.mining.dev.node.wire.Hash256;
import org.opensy.mining.dev.node.wire.Tx;

/**
 * {@code getblocktemplate}: templates, long polls, proposals. Unlike the node, which looks at the
 * mempool a minute into a long poll and every ten seconds after, and keeps a template for five, it
 * answers a changed mempool at once. Thread-safe.
 */
final class TemplateCall {
  private static final Duration LONG_POLL = Duration.ofMinutes(10);
  private static final int HASH_DIGITS = 64;

  private final NodeCore node;

  TemplateCall(NodeCore node) {
    this.node = node;
  }

  JsonNode call(RpcCall call) {
    JsonNode request = call.object(0, "template_request");
    String mode = mode(request.path("mode"));
    if (mode.equals("proposal")) {
      return propose(request.path("data"));
    }
    if (!mode.equals("template")) {
      throw new RpcRefusal(RpcRefusal.INVALID_PARAMETER, "Invalid mode");
    }
    if (request.hasNonNull("longpollid")) {
      await(request.path("longpollid"));
    }
    boolean segwit =
        StreamSupport.stream(request.path("rules").spliterator(), false)
            .anyMatch(rule -> rule.asText().equals("segwit"));
    if (!segwit) {
      throw new RpcRefusal(
          RpcRefusal.INVALID_PARAMETER,
          "getblocktemplate must be called with the segwit rule set (call with {\"rules\":"
              + " [\"segwit\"]})");
    }
    return node.afterChecks(
        () -> node.read(state -> json(node.template(), state.mempool().updates())));
  }

  private static String mode(JsonNode mode) {
    if (mode.isMissingNode() || mode.isNull()) {
      return "template";
    }
    if (!mode.isTextual()) {
      throw new RpcRefusal(RpcRefusal.INVALID_PARAMETER, "Invalid mode");
    }
    return mode.textValue();
  }

  private JsonNode propose(JsonNode data) {
    if (!data.isTextual()) {
      throw new RpcRefusal(RpcRefusal.TYPE, "Missing data String key for proposal");
    }
    return Json.text(node.propose(MiningCalls.block(data.textValue())));
  }

  private void await(JsonNode id) {
    String text = id.asText();
    String watched = text.substring(0, Math.min(HASH_DIGITS, text.length()));
    Hash256 hash = RpcCall.hash(watched, "longpollid");
    long updates = counter(text.substring(HASH_DIGITS));
    try {
      node.awaitChange(hash, updates, LONG_POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RpcRefusal(RpcRefusal.NOT_CONNECTED, "Shutting down");
    }
  }

  private static long counter(String digits) {
    return digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : 0;
  }

  private static JsonNode json(BlockTemplate template, long updates) {
    ObjectNode result = Json.object();
    result.putArray("capabilities").add("proposal");
    result.put("version", BlockTemplate.VERSION);
    result.putArray("rules").add("csv").add("!segwit").add("taproot");
    result.putObject("vbavailable");
    result.put("vbrequired", 0);
    result.put("previousblockhash", template.parent().hash().toString());
    result.set("transactions", transactions(template.entries()));
    result.putObject("coinbaseaux");
    result.put("coinbasevalue", template.coinbaseValue());
    result.put("longpollid", template.parent().hash().toString() + updates);
    result.put("target", CompactTarget.decode(template.bits()).map(CompactTarget::hex).orElse(""));
    result.put("mintime", template.minimumTime());
    result.putArray("mutable").add("time").add("transactions").add("prevblock");
    result.put("noncerange", "00000000ffffffff");
    result.put("sigoplimit", Consensus.MAX_SIGOPS_COST);
    result.put("sizelimit", Consensus.MAX_WEIGHT);
    result.put("weightlimit", Consensus.MAX_WEIGHT);
    result.put("curtime", template.time());
    result.put("bits", CompactTarget.hex(template.bits()));
    result.put("height", template.height());
    result.put("default_witness_commitment", template.witnessCommitment().toString());
    return result;
  }

  private static ArrayNode transactions(List<Mempool.Entry> entries) {
    ArrayNode result = Json.array();
    Map<Hash256, Integer> places = new HashMap<>();
    for (Mempool.Entry entry : entries) {
      Tx tx = entry.tx();
      ObjectNode item = result.addObject();
      item.put("data", HexFormat.of().formatHex(tx.toBytes()));
      item.put("txid", tx.txid().toString());
      item.put("hash", tx.wtxid().toString());
      ArrayNode depends = item.putArray("depends");
      tx.inputs().stream()
          .map(input -> places.get(input.previous().txid()))
          .filter(place -> place != null)
          .forEach(depends::add);
      item.put("fee", entry.fee());
      item.put("sigops", BlockTemplate.sigopsCost(tx));
      item.put("weight", tx.weight());
      places.put(tx.txid(), places.size() + 1);
    }
    return result;
  }
}
