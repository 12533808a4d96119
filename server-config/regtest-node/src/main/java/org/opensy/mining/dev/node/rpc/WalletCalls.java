package org.opensy.mining.dev.node.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.opensy.mining.dev.node.NodeCore;
import org.opensy.mining.dev.node.NodeState;
import org.opensy.mining.dev.node.WalletOperations;
import org.opensy.mining.dev.node.wallet.Addresses;
import org.opensy.mining.dev.node.wallet.Balances;
import org.opensy.mining.dev.node.wallet.OwnAddress;
import org.opensy.mining.dev.node.wallet.Wallet;
import org.opensy.mining.dev.node.wire.Bytes;

/** Wallets, addresses and balances. Thread-safe. */
final class WalletCalls {
  private final NodeCore node;
  private final WalletOperations operations;

  WalletCalls(NodeCore node, WalletOperations operations) {
    this.node = node;
    this.operations = operations;
  }

  Map<String, RpcMethod> methods() {
    return Map.of(
        "createwallet", this::createWallet,
        "loadwallet", this::loadWallet,
        "unloadwallet", this::unloadWallet,
        "listwallets", call -> listWallets(),
        "getnewaddress", this::getNewAddress,
        "getaddressinfo", this::getAddressInfo,
        "getbalance", this::getBalance,
        "getbalances", this::getBalances,
        "getwalletinfo", this::getWalletInfo);
  }

  /** The wallet that a call means: the one in its path, or the only one. */
  static Wallet wallet(NodeState state, RpcCall call) {
    if (call.wallet().isPresent()) {
      return state
          .wallets()
          .find(call.wallet().get())
          .orElseThrow(
              () ->
                  new RpcRefusal(
                      RpcRefusal.WALLET_NOT_FOUND,
                      "Requested wallet does not exist or is not loaded"));
    }
    List<String> loaded = state.wallets().loaded();
    if (loaded.size() == 1) {
      return state.wallets().find(loaded.get(0)).orElseThrow();
    }
    throw loaded.isEmpty()
        ? new RpcRefusal(
            RpcRefusal.WALLET_NOT_FOUND,
            "No wallet is loaded. Load a wallet using loadwallet or create a new one with"
                + " createwallet. (Note: A default wallet is no longer automatically created)")
        : new RpcRefusal(
            RpcRefusal.WALLET_NOT_SPECIFIED,
            "Multiple wallets are loaded. Please select which wallet to use by requesting the RPC"
                + " through the /wallet/<walletname> URI path.");
  }

  private JsonNode createWallet(RpcCall call) {
    String name = call.string(0, "wallet_name");
    boolean keys = !call.bool(1, "disable_private_keys", false);
    if (!operations.create(name, keys)) {
      throw new RpcRefusal(
          RpcRefusal.WALLET_ERROR,
          "Wallet file verification failed. Failed to create database path '"
              + name
              + "'. Database already exists.");
    }
    return Json.object().put("name", name);
  }

  private JsonNode loadWallet(RpcCall call) {
    String name = call.string(0, "filename");
    return node.read(
        state -> {
          if (!state.wallets().exists(name)) {
            throw new RpcRefusal(
                RpcRefusal.WALLET_NOT_FOUND,
                "Wallet file verification failed. Failed to load database path '"
                    + name
                    + "'. Path does not exist.");
          }
          if (!state.wallets().load(name)) {
            throw new RpcRefusal(
                RpcRefusal.WALLET_ALREADY_LOADED, "Wallet \"" + name + "\" is already loaded.");
          }
          return Json.object().put("name", name);
        });
  }

  private JsonNode unloadWallet(RpcCall call) {
    String name = call.wallet().orElseGet(() -> call.string(0, "wallet_name"));
    return node.read(
        state -> {
          if (!state.wallets().unload(name)) {
            throw new RpcRefusal(
                RpcRefusal.WALLET_NOT_FOUND, "Requested wallet does not exist or is not loaded");
          }
          return Json.object();
        });
  }

  private JsonNode listWallets() {
    ArrayNode result = Json.array();
    node.read(state -> state.wallets().loaded()).forEach(result::add);
    return result;
  }

  private JsonNode getNewAddress(RpcCall call) {
    String label = call.string(0, "label", "");
    String type = call.string(1, "address_type", "bech32");
    String name = node.read(state -> wallet(state, call).name());
    if (!type.equals("bech32")) {
      throw new RpcRefusal(
          RpcRefusal.INVALID_ADDRESS_OR_KEY, "Unknown address type '" + type + "'");
    }
    return Json.text(operations.newAddress(name, label, false));
  }

  private JsonNode getAddressInfo(RpcCall call) {
    String address = call.string(0, "address");
    Bytes script =
        Addresses.script(address)
            .orElseThrow(
                () ->
                    new RpcRefusal(
                        RpcRefusal.INVALID_ADDRESS_OR_KEY, AddressFault.of(address).text()));
    return node.read(
        state -> {
          boolean mine = wallet(state, call).own(script).isPresent();
          ObjectNode result = Json.object();
          result.put("address", Addresses.canonical(address).orElseThrow());
          result.put("scriptPubKey", script.toString());
          result.put("ismine", mine).put("solvable", mine).put("iswatchonly", false);
          NetworkCalls.describe(result, script);
          result.put(
              "ischange", wallet(state, call).own(script).filter(OwnAddress::change).isPresent());
          ArrayNode labels = result.putArray("labels");
          wallet(state, call)
              .own(script)
              .filter(own -> !own.change())
              .ifPresent(own -> labels.add(own.label()));
          return result;
        });
  }

  private JsonNode getBalance(RpcCall call) {
    if (!call.string(0, "dummy", "*").equals("*")) {
      throw new RpcRefusal(-32, "dummy first argument must be excluded or set to \"*\".");
    }
    int minimumDepth = call.integer(1, "minconf", 0);
    return node.read(
        state -> Json.amount(Balances.of(wallet(state, call), minimumDepth).trusted()));
  }

  private JsonNode getBalances(RpcCall call) {
    return node.read(
        state -> {
          Balances balances = Balances.of(wallet(state, call), 0);
          ObjectNode result = Json.object();
          ObjectNode mine = result.putObject("mine");
          mine.set("trusted", Json.amount(balances.trusted()));
          mine.set("untrusted_pending", Json.amount(balances.pending()));
          mine.set("immature", Json.amount(balances.immature()));
          lastProcessed(result, state);
          return result;
        });
  }

  private JsonNode getWalletInfo(RpcCall call) {
    long now = node.time().instant().getEpochSecond();
    return node.read(
        state -> {
          Wallet wallet = wallet(state, call);
          ObjectNode result = Json.object();
          result.put("walletname", wallet.name());
          result.put("walletversion", 169900);
          result.put("format", "sqlite");
          result.put("txcount", wallet.history().size());
          if (wallet.keys().encrypted()) {
            result.put("unlocked_until", wallet.keys().unlockedUntil(now));
          }
          result.put("private_keys_enabled", wallet.keys().present());
          result.put("scanning", false);
          lastProcessed(result, state);
          return result;
        });
  }

  /** Which block the answer knows of. */
  static void lastProcessed(ObjectNode into, NodeState state) {
    into.putObject("lastprocessedblock")
        .put("hash", state.chain().tip().hash().toString())
        .put("height", state.chain().tip().height());
  }
}
