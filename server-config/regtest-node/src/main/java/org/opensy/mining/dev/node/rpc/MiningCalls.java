package org.opensy.mining.dev.node.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;
import java.util.Map;
import org.opensy.mining.dev.node.NodeCore;
import org.opensy.mining.dev.node.RegtestNode;
import org.opensy.mining.dev.node.chain.BlockIndex;
import org.opensy.mining.dev.node.chain.BlockTemplate;
import org.opensy.mining.dev.node.chain.ChainState;
import org.opensy.mining.dev.node.wallet.Addresses;
import org.opensy.mining.dev.node.wire.Block;
import org.opensy.mining.dev.node.wire.WireFormatException;

/** Submitting and generating blocks, figures about mining. Thread-safe. */
final class MiningCalls {
  private static final int HASHRATE_WINDOW = 120;

  private final NodeCore node;
  private final RegtestNode generator;

  MiningCalls(NodeCore node, RegtestNode generator) {
    this.node = node;
    this.generator = generator;
  }

  Map<String, RpcMethod> methods() {
    return Map.of(
        "submitblock",
        call -> Json.text(node.submit(block(call.string(0, "hexdata")))),
        "generatetoaddress",
        this::generateToAddress,
        "getmininginfo",
        call -> getMiningInfo(),
        "getnetworkhashps",
        this::getNetworkHashPs);
  }

  /** A block out of hex, refused as the node does. */
  static Block block(String hex) {
    try {
      return Block.parse(HexFormat.of().parseHex(hex));
    } catch (WireFormatException | IllegalArgumentException e) {
      throw new RpcRefusal(RpcRefusal.DESERIALIZATION, "Block decode failed");
    }
  }

  private JsonNode generateToAddress(RpcCall call) {
    int count = call.integer(0, "nblocks");
    String address = call.string(1, "address");
    if (Addresses.script(address).isEmpty()) {
      throw new RpcRefusal(RpcRefusal.INVALID_ADDRESS_OR_KEY, "Error: Invalid address");
    }
    ArrayNode hashes = Json.array();
    generator.generate(count, address).forEach(hashes::add);
    return hashes;
  }

  private JsonNode getNetworkHashPs(RpcCall call) {
    int blocks = call.integer(0, "nblocks", HASHRATE_WINDOW);
    int height = call.integer(1, "height", -1);
    if (blocks < -1 || blocks == 0) {
      throw new RpcRefusal(
          RpcRefusal.INVALID_PARAMETER, "Invalid nblocks. Must be a positive number or -1.");
    }
    return node.read(
        state -> {
          if (height < -1 || height > state.chain().tip().height()) {
            throw new RpcRefusal(
                RpcRefusal.INVALID_PARAMETER, "Block does not exist at specified height");
          }
          BlockIndex last = state.chain().at(height).orElse(state.chain().tip());
          return Json.figure(hashesPerSecond(last, blocks == -1 ? HASHRATE_WINDOW : blocks));
        });
  }

  /** Work over time between the first and the last of {@code blocks} blocks. */
  private static double hashesPerSecond(BlockIndex last, int blocks) {
    BlockIndex first = last;
    long earliest = last.time();
    long latest = last.time();
    for (int i = 0; i < blocks && first.parent().isPresent(); i++) {
      first = first.parent().get();
      earliest = Math.min(earliest, first.time());
      latest = Math.max(latest, first.time());
    }
    return earliest == latest
        ? 0
        : last.chainWork().subtract(first.chainWork()).doubleValue() / (latest - earliest);
  }

  private JsonNode getMiningInfo() {
    BlockTemplate template = node.template();
    return node.read(
        state -> {
          ChainState chain = state.chain();
          ObjectNode result = Json.object();
          result.put("blocks", chain.tip().height());
          result.put("currentblockweight", template.weight());
          result.put("currentblocktx", template.entries().size());
          ChainCalls.difficulty(result, chain.tip().header().bits());
          result.set("networkhashps", Json.figure(hashesPerSecond(chain.tip(), HASHRATE_WINDOW)));
          result.put("pooledtx", state.mempool().entries().size());
          result.set("blockmintxfee", Json.amount(1));
          result.put("chain", "regtest");
          ObjectNode next = result.putObject("next");
          next.put("height", chain.tip().height() + 1);
          ChainCalls.difficulty(next, template.bits());
          result.putArray("warnings");
          return result;
        });
  }
}
