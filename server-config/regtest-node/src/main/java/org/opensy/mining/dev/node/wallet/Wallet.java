package org.opensy.mining.dev.node.wallet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.opensy.mining.dev.node.chain.BlockIndex;
import org.opensy.mining.dev.node.chain.ChainEvent;
import org.opensy.mining.dev.node.chain.ChainState;
import org.opensy.mining.dev.node.chain.Consensus;
import org.opensy.mining.dev.node.chain.Mempool;
import org.opensy.mining.dev.node.wire.Bytes;
import org.opensy.mining.dev.node.wire.Hash256;
import org.opensy.mining.dev.node.wire.OutPoint;
import org.opensy.mining.dev.node.wire.Tx;
import org.opensy.mining.dev.node.wire.TxIn;
import org.opensy.mining.dev.node.wire.TxOut;

/**
 * One wallet: its addresses, and the transactions that touch them. Not thread-safe; the node's lock
 * guards it.
 */
public final class Wallet {
  private final String name;
  private final WalletKeys keys;
  private final ChainState chain;
  private final Mempool mempool;
  private final Map<Bytes, OwnAddress> addresses = new LinkedHashMap<>();
  private final Map<Hash256, WalletTx> history = new LinkedHashMap<>();
  private final Map<OutPoint, Set<Hash256>> spenders = new HashMap<>();
  private final Map<Hash256, String> comments = new HashMap<>();

  Wallet(String name, WalletKeys keys, ChainState chain, Mempool mempool) {
    this.name = name;
    this.keys = keys;
    this.chain = chain;
    this.mempool = mempool;
  }

  public String name() {
    return name;
  }

  /** Whether it can sign. */
  public WalletKeys keys() {
    return keys;
  }

  /** Addresses in the order in which they were made. */
  public List<OwnAddress> addresses() {
    return List.copyOf(addresses.values());
  }

  /** Transactions in the order in which the wallet saw them. */
  public List<WalletTx> history() {
    return List.copyOf(history.values());
  }

  /** The transaction with this id, if it touches the wallet. */
  public Optional<WalletTx> find(Hash256 txid) {
    return Optional.ofNullable(history.get(txid));
  }

  /** The address behind a script, if it is the wallet's. */
  public Optional<OwnAddress> own(Bytes script) {
    return Optional.ofNullable(addresses.get(script));
  }

  void add(OwnAddress address) {
    addresses.put(address.script(), address);
  }

  void comment(Hash256 txid, String comment) {
    comments.put(txid, comment);
  }

  /** Other transactions of the wallet that spend one of the same outputs. */
  public List<Hash256> conflictsOf(WalletTx entry) {
    return entry.tx().inputs().stream()
        .flatMap(input -> spenders.getOrDefault(input.previous(), Set.of()).stream())
        .filter(txid -> !txid.equals(entry.tx().txid()))
        .distinct()
        .toList();
  }

  /** Waiting transactions that spend one of the same outputs. */
  public List<Hash256> rivalsOf(WalletTx entry) {
    return entry.tx().inputs().stream()
        .flatMap(input -> mempool.spender(input.previous()).stream())
        .filter(txid -> !txid.equals(entry.tx().txid()))
        .distinct()
        .toList();
  }

  /** A transaction came into the mempool. */
  void pooled(Tx tx, long now) {
    if (touches(tx)) {
      record(tx, now).revive();
    }
  }

  void follow(ChainEvent event, long now) {
    BlockIndex block = event.block();
    if (!event.connected()) {
      history.values().forEach(entry -> entry.forget(block));
      return;
    }
    List<Tx> txs = block.block().orElseThrow().transactions();
    for (int i = 0; i < txs.size(); i++) {
      contradictOthers(txs.get(i), block);
      if (touches(txs.get(i))) {
        record(txs.get(i), now).confirm(block, i);
      }
    }
  }

  private void contradictOthers(Tx tx, BlockIndex block) {
    List<Hash256> wrong = new ArrayList<>();
    for (TxIn input : tx.inputs()) {
      wrong.addAll(spenders.getOrDefault(input.previous(), Set.of()));
    }
    wrong.stream().filter(txid -> !txid.equals(tx.txid())).forEach(txid -> contradict(txid, block));
  }

  /** A double spend takes those that spend the losing transaction's outputs with it. */
  private void contradict(Hash256 txid, BlockIndex block) {
    WalletTx entry = history.get(txid);
    entry.contradict(block);
    for (int i = 0; i < entry.tx().outputs().size(); i++) {
      spenders
          .getOrDefault(new OutPoint(txid, i), Set.of())
          .forEach(child -> contradict(child, block));
    }
  }

  private WalletTx record(Tx tx, long now) {
    WalletTx present = history.get(tx.txid());
    if (present != null) {
      return present;
    }
    WalletTx entry = new WalletTx(tx, now, comments.getOrDefault(tx.txid(), ""));
    history.put(tx.txid(), entry);
    // Coinbases all "spend" the same nothing and contradict nobody.
    tx.inputs().stream()
        .filter(in -> !in.previous().isNull())
        .forEach(
            in -> spenders.computeIfAbsent(in.previous(), p -> new HashSet<>()).add(tx.txid()));
    return entry;
  }

  private boolean touches(Tx tx) {
    return tx.outputs().stream().anyMatch(output -> addresses.containsKey(output.script()))
        || tx.inputs().stream().anyMatch(input -> ownOutput(input.previous()).isPresent());
  }

  /** The wallet's own output at {@code point}. */
  public Optional<TxOut> ownOutput(OutPoint point) {
    WalletTx parent = history.get(point.txid());
    if (parent == null || point.index() >= parent.tx().outputs().size()) {
      return Optional.empty();
    }
    return Optional.of(parent.tx().outputs().get((int) point.index()))
        .filter(output -> addresses.containsKey(output.script()));
  }

  /**
   * Blocks on top, counting its own: 0 unconfirmed, negative if a confirmed transaction contradicts
   * it.
   */
  public int depth(WalletTx entry) {
    if (entry.conflict().isPresent()) {
      return -chain.confirmations(entry.conflict().get());
    }
    return entry.block().map(chain::confirmations).orElse(0);
  }

  /** Whether it is a coinbase that may not be spent yet, or never. */
  public boolean immature(WalletTx entry) {
    return entry.tx().isCoinbase() && depth(entry) <= Consensus.COINBASE_MATURITY;
  }

  /**
   * Whether it may be built upon: confirmed, or in the mempool and made from the wallet's own
   * trusted coins only.
   */
  public boolean trusted(WalletTx entry) {
    int depth = depth(entry);
    if (depth != 0) {
      return depth > 0;
    }
    return mempool.find(entry.tx().txid()).isPresent()
        && entry.tx().inputs().stream()
            .allMatch(
                input ->
                    ownOutput(input.previous()).isPresent()
                        && trusted(history.get(input.previous().txid())));
  }

  /** Whether the mempool holds it. */
  public boolean inMempool(WalletTx entry) {
    return mempool.find(entry.tx().txid()).isPresent();
  }

  /** The wallet's outputs that no transaction that counts has spent. */
  List<Unspent> unspent() {
    List<Unspent> result = new ArrayList<>();
    for (WalletTx entry : history.values()) {
      for (int i = 0; entry.counts() && i < entry.tx().outputs().size(); i++) {
        OutPoint point = new OutPoint(entry.tx().txid(), i);
        TxOut output = entry.tx().outputs().get(i);
        if (addresses.containsKey(output.script()) && !isSpent(point)) {
          result.add(new Unspent(point, output, entry));
        }
      }
    }
    return result;
  }

  private boolean isSpent(OutPoint point) {
    return spenders.getOrDefault(point, Set.of()).stream().anyMatch(id -> history.get(id).counts());
  }

  /**
   * Gives up an unconfirmed transaction that is not in the mempool, and those that spend its
   * outputs; its inputs may be spent again.
   */
  boolean abandon(Hash256 txid) {
    WalletTx entry = history.get(txid);
    if (entry == null || depth(entry) != 0 || inMempool(entry)) {
      return false;
    }
    giveUp(entry);
    return true;
  }

  private void giveUp(WalletTx entry) {
    if (entry.conflict().isEmpty()) {
      entry.abandon();
    }
    for (int i = 0; i < entry.tx().outputs().size(); i++) {
      spenders
          .getOrDefault(new OutPoint(entry.tx().txid(), i), Set.of())
          .forEach(child -> giveUp(history.get(child)));
    }
  }

  /** The chain that the wallet follows. */
  public ChainState chain() {
    return chain;
  }
}
