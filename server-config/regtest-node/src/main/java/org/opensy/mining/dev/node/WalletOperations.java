package org.opensy.mining.dev.node;

import java.util.random.RandomGenerator;
import org.opensy.mining.dev.node.store.JournalEvent;
import org.opensy.mining.dev.node.wallet.Addresses;
import org.opensy.mining.dev.node.wallet.Payment;
import org.opensy.mining.dev.node.wallet.Wallet;
import org.opensy.mining.dev.node.wallet.Wallets;
import org.opensy.mining.dev.node.wire.Bytes;
import org.opensy.mining.dev.node.wire.Hash256;

/**
 * What wallets do that has to be remembered: wallets made, addresses made, payments sent, payments
 * given up. Thread-safe.
 */
public final class WalletOperations {
  private final NodeCore node;
  private final RandomGenerator random;
  private final long feeRate;

  /**
   * @param random makes addresses
   * @param feeRate base units per virtual byte that payments bid
   */
  WalletOperations(NodeCore node, RandomGenerator random, long feeRate) {
    this.node = node;
    this.random = random;
    this.feeRate = feeRate;
  }

  /**
   * Creates and loads a wallet; false if there is one of this name.
   *
   * @param keys whether it has private keys
   */
  public boolean create(String name, boolean keys) {
    return node.write(
        state -> {
          if (state.wallets().exists(name)) {
            return false;
          }
          state.wallets().create(name, keys);
          node.record(new JournalEvent.WalletCreated(name, !keys));
          return true;
        });
  }

  /** Has a passphrase guard a wallet's keys; it is locked then. */
  public void encrypt(String name, String passphraseDigest) {
    node.write(
        state -> {
          state.wallets().find(name).orElseThrow().keys().encrypt(passphraseDigest);
          node.record(new JournalEvent.WalletEncrypted(name, passphraseDigest));
          return true;
        });
  }

  /** A fresh address of a wallet. */
  public String newAddress(String wallet, String label, boolean change) {
    return node.write(
        state -> {
          String address = Wallets.freshAddress(random);
          state.wallets().addAddress(wallet, address, label, change);
          node.record(new JournalEvent.AddressMade(wallet, address, label, change));
          return address;
        });
  }

  /** Builds a payment and hands it to the mempool, all at once. */
  public Payment.Result send(String name, Payment.Order order) {
    return node.write(
        state -> {
          Wallet wallet = state.wallets().find(name).orElseThrow();
          Bytes change = Addresses.script(newAddress(name, "", true)).orElseThrow();
          Payment.Result result = new Payment(wallet, order, change, feeRate).build();
          if (result instanceof Payment.Built built) {
            String txid = built.tx().txid().toString();
            state.wallets().comment(name, built.tx().txid(), order.comment());
            node.record(new JournalEvent.Commented(name, txid, order.comment()));
            node.add(built.tx())
                .ifPresent(
                    reason -> {
                      throw new IllegalStateException("own payment refused: " + reason);
                    });
          }
          return result;
        });
  }

  /** Gives up an unconfirmed transaction that is not in the mempool; false if it may not be. */
  public boolean abandon(String wallet, Hash256 txid) {
    return node.write(
        state -> {
          boolean done = state.wallets().abandon(wallet, txid);
          if (done) {
            node.record(new JournalEvent.Abandoned(wallet, txid.toString()));
          }
          return done;
        });
  }
}
