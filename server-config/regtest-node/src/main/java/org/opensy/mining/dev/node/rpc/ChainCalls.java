package org.opensy.mining.dev.node.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;
import java.util.Map;
import org.opensy.mining.dev.node.NodeCore;
import org.opensy.mining.dev.node.NodeState;
import org.opensy.mining.dev.node.chain.BlockIndex;
import org.opensy.mining.dev.node.chain.ChainState;
import org.opensy.mining.dev.node.wire.Block;
import org.opensy.mining.dev.node.wire.CompactTarget;
import org.opensy.mining.dev.node.wire.Hash256;
import org.opensy.mining.dev.node.wire.Tx;

/** Questions about blocks. Thread-safe. */
final class ChainCalls {
  private final NodeCore node;

  ChainCalls(NodeCore node) {
    this.node = node;
  }

  Map<String, RpcMethod> methods() {
    return Map.of(
        "getblockcount", call -> node.read(state -> IntNode.valueOf(state.chain().tip().height())),
        "getbestblockhash", call -> node.read(state -> hash(state.chain().tip())),
        "getblockhash", this::getBlockHash,
        "getblockheader", this::getBlockHeader,
        "getblock", this::getBlock,
        "getblockchaininfo", call -> getBlockchainInfo(),
        "invalidateblock", call -> done(node.invalidate(call.hash(0, "blockhash"))),
        "reconsiderblock", call -> done(node.reconsider(call.hash(0, "blockhash"))),
        "getrawmempool", call -> node.read(ChainCalls::mempool),
        "getmempoolinfo", call -> node.read(ChainCalls::mempoolInfo));
  }

  private static JsonNode hash(BlockIndex block) {
    return Json.text(block.hash().toString());
  }

  private static JsonNode done(boolean known) {
    if (!known) {
      throw blockNotFound();
    }
    return NullNode.getInstance();
  }

  private static RpcRefusal blockNotFound() {
    return new RpcRefusal(RpcRefusal.INVALID_ADDRESS_OR_KEY, "Block not found");
  }

  private JsonNode getBlockHash(RpcCall call) {
    int height = call.integer(0, "height");
    return node.read(
        state ->
            state
                .chain()
                .at(height)
                .map(ChainCalls::hash)
                .orElseThrow(
                    () ->
                        new RpcRefusal(RpcRefusal.INVALID_PARAMETER, "Block height out of range")));
  }

  private JsonNode getBlockHeader(RpcCall call) {
    Hash256 hash = RpcCall.hash(call.string(0, "blockhash"), "hash");
    boolean verbose = call.bool(1, "verbose", true);
    return node.read(
        state -> {
          BlockIndex block = state.chain().find(hash).orElseThrow(ChainCalls::blockNotFound);
          return verbose
              ? header(state.chain(), block)
              : Json.text(HexFormat.of().formatHex(block.header().toBytes()));
        });
  }

  private JsonNode getBlock(RpcCall call) {
    Hash256 hash = call.hash(0, "blockhash");
    boolean raw =
        call.raw(1).isBoolean() ? !call.raw(1).asBoolean() : call.integer(1, "verbosity", 1) <= 0;
    return node.read(
        state -> {
          BlockIndex index = state.chain().find(hash).orElseThrow(ChainCalls::blockNotFound);
          Block block =
              index
                  .block()
                  .orElseThrow(
                      () ->
                          new RpcRefusal(
                              RpcRefusal.MISC, "Block not available (not fully downloaded)"));
          return raw
              ? Json.text(HexFormat.of().formatHex(block.toBytes()))
              : block(state.chain(), index, block);
        });
  }

  private static JsonNode block(ChainState chain, BlockIndex index, Block block) {
    ObjectNode result = header(chain, index);
    result.put("strippedsize", block.strippedSize());
    result.put("size", block.toBytes().length);
    result.put("weight", block.weight());
    ArrayNode txs = result.putArray("tx");
    block.transactions().forEach(tx -> txs.add(tx.txid().toString()));
    return result;
  }

  private static ObjectNode header(ChainState chain, BlockIndex block) {
    ObjectNode result = Json.object();
    result.put("hash", block.hash().toString());
    result.put("confirmations", chain.confirmations(block));
    result.put("height", block.height());
    result.put("version", block.header().version());
    result.put("versionHex", CompactTarget.hex(block.header().version()));
    result.put("merkleroot", block.header().merkleRoot().toString());
    result.put("time", block.time());
    result.put("mediantime", block.medianTimePast());
    result.put("nonce", Integer.toUnsignedLong(block.header().nonce()));
    difficulty(result, block.header().bits());
    result.put("chainwork", CompactTarget.hex(block.chainWork()));
    result.put("nTx", block.block().map(data -> data.transactions().size()).orElse(0));
    block.parent().ifPresent(parent -> result.put("previousblockhash", parent.hash().toString()));
    if (chain.isActive(block)) {
      chain
          .at(block.height() + 1)
          .ifPresent(next -> result.put("nextblockhash", next.hash().toString()));
    }
    return result;
  }

  /** The three ways to say how hard it is. */
  static void difficulty(ObjectNode into, int bits) {
    into.put("bits", CompactTarget.hex(bits));
    into.put("target", CompactTarget.decode(bits).map(CompactTarget::hex).orElse(""));
    into.set("difficulty", Json.figure(CompactTarget.nodeDifficulty(bits)));
  }

  private JsonNode getBlockchainInfo() {
    long size = node.sizeOnDisk();
    return node.read(
        state -> {
          BlockIndex tip = state.chain().tip();
          ObjectNode result = Json.object();
          result.put("chain", "regtest");
          result.put("blocks", tip.height());
          result.put("headers", state.chain().headerHeight());
          result.put("bestblockhash", tip.hash().toString());
          difficulty(result, tip.header().bits());
          result.put("time", tip.time());
          result.put("mediantime", tip.medianTimePast());
          result.put("verificationprogress", 1);
          result.put("initialblockdownload", false);
          result.put("chainwork", CompactTarget.hex(tip.chainWork()));
          result.put("size_on_disk", size);
          result.put("pruned", false);
          result.putArray("warnings");
          return result;
        });
  }

  private static JsonNode mempool(NodeState state) {
    ArrayNode result = Json.array();
    state.mempool().entries().forEach(entry -> result.add(entry.tx().txid().toString()));
    return result;
  }

  private static JsonNode mempoolInfo(NodeState state) {
    ObjectNode result = Json.object();
    result.put("loaded", true);
    result.put("size", state.mempool().entries().size());
    result.put(
        "bytes",
        state.mempool().entries().stream().map(e -> e.tx()).mapToInt(Tx::virtualSize).sum());
    return result;
  }
}
