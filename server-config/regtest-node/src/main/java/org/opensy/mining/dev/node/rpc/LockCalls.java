package org.opensy.mining.dev.node.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Map;
import org.opensy.mining.dev.node.NodeCore;
import org.opensy.mining.dev.node.NodeState;
import org.opensy.mining.dev.node.WalletOperations;
import org.opensy.mining.dev.node.wallet.WalletKeys;
import org.opensy.mining.dev.node.wire.Hash256;

/** Encrypting, unlocking and locking wallets (the node's wallet/rpc/encrypt.cpp). Thread-safe. */
final class LockCalls {
  private static final long LONGEST_SECONDS = 100_000_000;

  private final NodeCore node;
  private final WalletOperations operations;

  LockCalls(NodeCore node, WalletOperations operations) {
    this.node = node;
    this.operations = operations;
  }

  Map<String, RpcMethod> methods() {
    return Map.of(
        "encryptwallet", this::encrypt,
        "walletpassphrase", this::unlock,
        "walletlock", this::lock);
  }

  /** Refuses, in the node's words, what takes a key that cannot be used now. */
  static void requireKeys(NodeState state, RpcCall call, long now) {
    WalletKeys keys = WalletCalls.wallet(state, call).keys();
    if (keys.locked(now)) {
      throw new RpcRefusal(
          RpcRefusal.WALLET_UNLOCK_NEEDED,
          "Error: Please enter the wallet passphrase with walletpassphrase first.");
    }
    if (!keys.present()) {
      throw new RpcRefusal(
          RpcRefusal.WALLET_ERROR, "Error: Private keys are disabled for this wallet");
    }
  }

  private JsonNode encrypt(RpcCall call) {
    String digest = digest(call);
    String name =
        node.read(
            state -> {
              WalletKeys keys = WalletCalls.wallet(state, call).keys();
              if (!keys.present()) {
                throw new RpcRefusal(
                    RpcRefusal.WALLET_ENCRYPTION_FAILED,
                    "Error: wallet does not contain private keys, nothing to encrypt.");
              }
              if (keys.encrypted()) {
                throw new RpcRefusal(
                    RpcRefusal.WALLET_WRONG_ENC_STATE,
                    "Error: running with an encrypted wallet, but encryptwallet was called.");
              }
              return WalletCalls.wallet(state, call).name();
            });
    operations.encrypt(name, digest);
    return Json.text(
        "wallet encrypted; The keypool has been flushed and a new HD seed was generated. You need"
            + " to make a new backup with the backupwallet RPC.");
  }

  private JsonNode unlock(RpcCall call) {
    long now = node.time().instant().getEpochSecond();
    return node.read(
        state -> {
          WalletKeys keys = encrypted(state, call);
          int seconds = call.integer(1, "timeout");
          if (seconds < 0) {
            throw new RpcRefusal(RpcRefusal.INVALID_PARAMETER, "Timeout cannot be negative.");
          }
          if (!keys.unlock(digest(call), now + Math.min(seconds, LONGEST_SECONDS))) {
            throw new RpcRefusal(
                RpcRefusal.WALLET_PASSPHRASE_INCORRECT,
                "Error: The wallet passphrase entered was incorrect.");
          }
          return NullNode.getInstance();
        });
  }

  private JsonNode lock(RpcCall call) {
    return node.read(
        state -> {
          encrypted(state, call).lock();
          return NullNode.getInstance();
        });
  }

  private static WalletKeys encrypted(NodeState state, RpcCall call) {
    WalletKeys keys = WalletCalls.wallet(state, call).keys();
    if (!keys.encrypted()) {
      throw new RpcRefusal(
          RpcRefusal.WALLET_WRONG_ENC_STATE,
          "Error: running with an unencrypted wallet, but " + call.method() + " was called.");
    }
    return keys;
  }

  private static String digest(RpcCall call) {
    String passphrase = call.string(0, "passphrase");
    if (passphrase.isEmpty()) {
      throw new RpcRefusal(RpcRefusal.INVALID_PARAMETER, "passphrase cannot be empty");
    }
    return Hash256.sha256d(passphrase.getBytes(UTF_8)).toString();
  }
}
