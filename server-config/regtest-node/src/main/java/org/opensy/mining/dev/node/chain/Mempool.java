package org.opensy.mining.dev.node.chain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opensy.mining.dev.node.wire.Hash256;
import org.opensy.mining.dev.node.wire.OutPoint;
import org.opensy.mining.dev.node.wire.Tx;
import org.opensy.mining.dev.node.wire.TxIn;

/**
 * Transactions that wait for a block, parents before children. Not thread-safe; the node's lock
 * guards it.
 */
public final class Mempool {
  private final ChainState chain;
  private final Map<Hash256, Entry> entries = new LinkedHashMap<>();
  private final Map<OutPoint, Hash256> spends = new HashMap<>();
  private long updates = 1;

  /**
   * A waiting transaction.
   *
   * @param tx the transaction
   * @param fee base units
   * @param received when it came in
   */
  public record Entry(Tx tx, long fee, Instant received) {}

  /** An empty mempool beside a chain. */
  public Mempool(ChainState chain) {
    this.chain = chain;
  }

  /** Grows with each change of mempool or chain; the second half of a long poll id. */
  public long updates() {
    return updates;
  }

  /** Makes every template that is out there look old. */
  public void touch() {
    updates++;
  }

  /** Entries in an order in which they may stand in a block. */
  public List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  /** The waiting transaction with this id. */
  public Optional<Entry> find(Hash256 txid) {
    return Optional.ofNullable(entries.get(txid));
  }

  /** The waiting transaction that spends an output. */
  public Optional<Hash256> spender(OutPoint point) {
    return Optional.ofNullable(spends.get(point));
  }

  /** Lets a transaction in, or says why not in the node's words. */
  public Optional<String> add(Tx tx, Instant now) {
    Optional<String> refusal = TxRules.check(tx);
    if (refusal.isPresent()) {
      return refusal;
    }
    if (tx.isCoinbase()) {
      return Optional.of("coinbase");
    }
    if (!TxRules.isFinal(tx, chain.tip().height() + 1, chain.tip().medianTimePast())) {
      return Optional.of("non-final");
    }
    if (entries.containsKey(tx.txid())) {
      return Optional.of("txn-already-in-mempool");
    }
    if (tx.inputs().stream().anyMatch(input -> spends.containsKey(input.previous()))) {
      return Optional.of("txn-mempool-conflict");
    }
    Coins.Verdict verdict = chain.judge(tx, this::coin);
    if (verdict.reason().isEmpty()) {
      put(tx, verdict.fees(), now);
    }
    return verdict.reason();
  }

  private void put(Tx tx, long fee, Instant now) {
    entries.put(tx.txid(), new Entry(tx, fee, now));
    tx.inputs().forEach(input -> spends.put(input.previous(), tx.txid()));
    updates++;
  }

  private Optional<Coin> coin(OutPoint point) {
    Entry parent = entries.get(point.txid());
    if (parent != null && point.index() < parent.tx().outputs().size()) {
      int index = (int) point.index();
      return Optional.of(
          new Coin(parent.tx().outputs().get(index), chain.tip().height() + 1, false));
    }
    return chain.coin(point);
  }

  /**
   * Drops a transaction and those that spend its outputs; returns what was dropped, children last.
   */
  public List<Entry> evict(Hash256 txid) {
    List<Entry> dropped = new ArrayList<>();
    Entry entry = remove(txid);
    if (entry != null) {
      dropped.add(entry);
      for (int i = 0; i < entry.tx().outputs().size(); i++) {
        spender(new OutPoint(txid, i)).ifPresent(child -> dropped.addAll(evict(child)));
      }
    }
    return dropped;
  }

  private Entry remove(Hash256 txid) {
    Entry entry = entries.remove(txid);
    if (entry != null) {
      entry.tx().inputs().forEach(input -> spends.remove(input.previous()));
      updates++;
    }
    return entry;
  }

  /**
   * Follows the chain: what a block holds leaves, what contradicts it is dropped, what a lost block
   * held comes back.
   */
  public void follow(List<ChainEvent> events, Instant now) {
    List<Tx> homeless = new ArrayList<>();
    for (ChainEvent event : events) {
      updates++;
      List<Tx> txs = event.block().block().orElseThrow().transactions();
      if (event.connected()) {
        txs.forEach(this::confirm);
        homeless.removeAll(txs);
      } else {
        homeless.addAll(0, txs.stream().filter(tx -> !tx.isCoinbase()).toList());
      }
    }
    if (!homeless.isEmpty() || events.stream().anyMatch(event -> !event.connected())) {
      readmit(homeless, now);
    }
  }

  /** After a reorganisation everything is judged anew, the lost blocks' transactions first. */
  private void readmit(List<Tx> homeless, Instant now) {
    List<Tx> all = new ArrayList<>(homeless);
    entries.values().forEach(entry -> all.add(entry.tx()));
    entries.clear();
    spends.clear();
    for (Tx tx : all) {
      // A refusal means that the transaction lost its coins: it is gone, as in the node.
      Optional<String> refusal = add(tx, now);
      updates += refusal.isPresent() ? 1 : 0;
    }
  }

  private void confirm(Tx tx) {
    remove(tx.txid());
    for (TxIn input : tx.inputs()) {
      spender(input.previous()).ifPresent(this::evict);
    }
  }
}
