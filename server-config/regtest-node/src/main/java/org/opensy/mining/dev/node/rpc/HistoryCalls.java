package org.opensy.mining.dev.node.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opensy.mining.dev.node.NodeCore;
import org.opensy.mining.dev.node.NodeState;
import org.opensy.mining.dev.node.chain.BlockIndex;
import org.opensy.mining.dev.node.chain.ChainState;
import org.opensy.mining.dev.node.wallet.Wallet;
import org.opensy.mining.dev.node.wallet.WalletTx;
import org.opensy.mining.dev.node.wire.Hash256;
import org.opensy.mining.dev.node.wire.Tx;

/** What a wallet remembers. Thread-safe. */
final class HistoryCalls {
  private final NodeCore node;

  HistoryCalls(NodeCore node) {
    this.node = node;
  }

  Map<String, RpcMethod> methods() {
    return Map.of(
        "gettransaction", this::getTransaction,
        "listtransactions", this::listTransactions,
        "listsinceblock", this::listSinceBlock);
  }

  /** The wallet's transaction, refused as the node does. */
  static WalletTx entry(NodeState state, RpcCall call, Hash256 txid) {
    return WalletCalls.wallet(state, call)
        .find(txid)
        .orElseThrow(
            () ->
                new RpcRefusal(
                    RpcRefusal.INVALID_ADDRESS_OR_KEY, "Invalid or non-wallet transaction id"));
  }

  private JsonNode getTransaction(RpcCall call) {
    Hash256 txid = call.hash(0, "txid");
    return node.read(
        state -> {
          WalletTx entry = entry(state, call, txid);
          HistoryView view = new HistoryView(WalletCalls.wallet(state, call), entry);
          ObjectNode result = view.summary();
          ArrayNode details = result.putArray("details");
          view.details(false).forEach(details::add);
          result.put("hex", HexFormat.of().formatHex(entry.tx().toBytes()));
          WalletCalls.lastProcessed(result, state);
          return result;
        });
  }

  private JsonNode listTransactions(RpcCall call) {
    int count = call.integer(1, "count", 10);
    int skip = call.integer(2, "skip", 0);
    if (count < 0 || skip < 0) {
      throw new RpcRefusal(
          RpcRefusal.INVALID_PARAMETER, count < 0 ? "Negative count" : "Negative from");
    }
    return node.read(
        state -> {
          Wallet wallet = WalletCalls.wallet(state, call);
          List<ObjectNode> all = new ArrayList<>();
          wallet
              .history()
              .forEach(entry -> all.addAll(new HistoryView(wallet, entry).details(true)));
          int end = Math.max(0, all.size() - skip);
          ArrayNode result = Json.array();
          all.subList(Math.max(0, end - count), end).forEach(result::add);
          return result;
        });
  }

  private JsonNode listSinceBlock(RpcCall call) {
    String since = call.string(0, "blockhash", "");
    int target = call.integer(1, "target_confirmations", 1);
    if (target < 1) {
      throw new RpcRefusal(RpcRefusal.INVALID_PARAMETER, "Invalid parameter");
    }
    boolean removed = call.bool(3, "include_removed", true);
    return node.read(
        state -> {
          Wallet wallet = WalletCalls.wallet(state, call);
          Optional<BlockIndex> block =
              since.isEmpty() ? Optional.empty() : Optional.of(block(state.chain(), since));
          ObjectNode result = Json.object();
          result.set("transactions", since(wallet, block));
          if (removed) {
            result.set("removed", removed(wallet, block));
          }
          result.put("lastblock", lastBlock(state.chain(), target));
          return result;
        });
  }

  private static BlockIndex block(ChainState chain, String hash) {
    return chain
        .find(RpcCall.hash(hash, "blockhash"))
        .orElseThrow(() -> new RpcRefusal(RpcRefusal.INVALID_ADDRESS_OR_KEY, "Block not found"));
  }

  /**
   * Unconfirmed ones, and those confirmed (or contradicted) above the last block that both chains
   * share.
   */
  private static ArrayNode since(Wallet wallet, Optional<BlockIndex> block) {
    ChainState chain = wallet.chain();
    Optional<Integer> depth = block.map(b -> chain.tip().height() + 1 - forkOf(chain, b).height());
    ArrayNode result = Json.array();
    for (WalletTx entry : wallet.history()) {
      if (depth.isEmpty() || Math.abs(wallet.depth(entry)) < depth.get()) {
        new HistoryView(wallet, entry).details(true).forEach(result::add);
      }
    }
    return result;
  }

  private static BlockIndex forkOf(ChainState chain, BlockIndex block) {
    return block.ancestors().filter(chain::isActive).findFirst().orElseThrow();
  }

  private static ArrayNode removed(Wallet wallet, Optional<BlockIndex> block) {
    ArrayNode result = Json.array();
    block.stream()
        .flatMap(b -> b.ancestors().takeWhile(a -> !wallet.chain().isActive(a)))
        .flatMap(lost -> lost.block().stream().flatMap(data -> data.transactions().stream()))
        .map(Tx::txid)
        .flatMap(txid -> wallet.find(txid).stream())
        .forEach(entry -> new HistoryView(wallet, entry).completeDetails().forEach(result::add));
    return result;
  }

  private static String lastBlock(ChainState chain, int target) {
    int height = chain.tip().height() + 1 - target;
    return chain
        .tip()
        .ancestors()
        .filter(b -> b.height() <= Math.max(0, height))
        .findFirst()
        .map(b -> b.hash().toString())
        .orElse("");
  }
}
