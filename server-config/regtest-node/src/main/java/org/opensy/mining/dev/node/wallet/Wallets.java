package org.opensy.mining.dev.node.wallet;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.opensy.mining.dev.node.chain.ChainEvent;
import org.opensy.mining.dev.node.chain.ChainState;
import org.opensy.mining.dev.node.chain.Mempool;
import org.opensy.mining.dev.node.wire.Hash256;
import org.opensy.mining.dev.node.wire.Tx;

/**
 * All wallets of the node, loaded or not: an unloaded one goes on following the chain. Not
 * thread-safe.
 */
public final class Wallets {
  private final ChainState chain;
  private final Mempool mempool;
  private final Map<String, Wallet> all = new LinkedHashMap<>();
  private final Set<String> loaded = new LinkedHashSet<>();

  /** No wallets yet. */
  public Wallets(ChainState chain, Mempool mempool) {
    this.chain = chain;
    this.mempool = mempool;
  }

  /** Creates and loads a wallet, or does nothing if there is one of this name. */
  public void create(String name, boolean keys) {
    all.computeIfAbsent(name, n -> new Wallet(n, new WalletKeys(keys), chain, mempool));
    loaded.add(name);
  }

  /** Whether a wallet of this name was ever created. */
  public boolean exists(String name) {
    return all.containsKey(name);
  }

  /** Names of the loaded wallets. */
  public List<String> loaded() {
    return List.copyOf(loaded);
  }

  /** The loaded wallet of this name. */
  public Optional<Wallet> find(String name) {
    return loaded.contains(name) ? Optional.of(all.get(name)) : Optional.empty();
  }

  /** A transaction that a wallet knows and no block of the best chain holds or contradicts. */
  public Optional<Tx> unconfirmed(Hash256 txid) {
    return all.values().stream()
        .filter(wallet -> wallet.find(txid).filter(entry -> wallet.depth(entry) == 0).isPresent())
        .findFirst()
        .flatMap(wallet -> wallet.find(txid))
        .map(WalletTx::tx);
  }

  /** Loads an existing wallet; false if it is loaded already. */
  public boolean load(String name) {
    return loaded.add(name);
  }

  /** Unloads a wallet; false if it was not loaded. */
  public boolean unload(String name) {
    return loaded.remove(name);
  }

  /** Twenty fresh bytes as a P2WPKH address. */
  public static String freshAddress(RandomGenerator random) {
    byte[] keyHash = new byte[20];
    random.nextBytes(keyHash);
    return Addresses.ofKeyHash(keyHash);
  }

  /** Gives an address to a wallet. */
  public void addAddress(String wallet, String address, String label, boolean change) {
    Addresses.script(address)
        .ifPresent(script -> all.get(wallet).add(new OwnAddress(address, script, label, change)));
  }

  /** Sets the comment of a transaction that the wallet is about to see. */
  public void comment(String wallet, Hash256 txid, String comment) {
    all.get(wallet).comment(txid, comment);
  }

  /** Gives a transaction up; false if it may not be. */
  public boolean abandon(String wallet, Hash256 txid) {
    return all.get(wallet).abandon(txid);
  }

  /** A transaction came into the mempool. */
  public void pooled(Tx tx, long nowSeconds) {
    all.values().forEach(wallet -> wallet.pooled(tx, nowSeconds));
  }

  /** The best chain moved. */
  public void follow(List<ChainEvent> events, long nowSeconds) {
    events.forEach(event -> all.values().forEach(wallet -> wallet.follow(event, nowSeconds)));
  }
}
