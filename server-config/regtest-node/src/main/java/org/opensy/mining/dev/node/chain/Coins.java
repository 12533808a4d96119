package org.opensy.mining.dev.node.chain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.opensy.mining.dev.node.wire.Block;
import org.opensy.mining.dev.node.wire.Hash256;
import org.opensy.mining.dev.node.wire.OutPoint;
import org.opensy.mining.dev.node.wire.Tx;
import org.opensy.mining.dev.node.wire.TxIn;

/**
 * The unspent outputs of the best chain, and what it takes to go back one block.
 *
 * <p>A <em>foreign</em> transaction spends coins that this node never saw (a synthetic one, or one
 * above a checkpoint): its fee is believed because it was declared to the node beforehand. Not
 * thread-safe.
 */
final class Coins {
  private final Map<OutPoint, Coin> unspent = new HashMap<>();
  private final Map<Hash256, Map<OutPoint, Coin>> spentBy = new HashMap<>();
  private final Map<Hash256, Long> foreignFees = new HashMap<>();

  /** The answer to connecting a block or looking at a transaction. */
  record Verdict(Optional<String> reason, long fees) {
    static Verdict refused(String reason) {
      return new Verdict(Optional.of(reason), 0);
    }

    static Verdict passed(long fees) {
      return new Verdict(Optional.empty(), fees);
    }
  }

  void declareForeign(Hash256 txid, long fee) {
    foreignFees.put(txid, fee);
  }

  boolean isForeign(Hash256 txid) {
    return foreignFees.containsKey(txid);
  }

  Optional<Coin> find(OutPoint point) {
    return Optional.ofNullable(unspent.get(point));
  }

  /** Applies a block, or leaves everything as it was and says why not. */
  Verdict connect(Block block, int height) {
    Map<OutPoint, Coin> spent = new LinkedHashMap<>();
    List<OutPoint> made = new ArrayList<>();
    Verdict verdict = apply(block, height, spent, made);
    if (verdict.reason().isPresent()) {
      unspent.putAll(spent);
      made.forEach(unspent::remove);
    } else {
      spentBy.put(block.hash(), spent);
    }
    return verdict;
  }

  private Verdict apply(Block block, int height, Map<OutPoint, Coin> spent, List<OutPoint> made) {
    long fees = 0;
    for (Tx tx : block.transactions()) {
      if (!tx.isCoinbase()) {
        Verdict verdict = spend(tx, height, spent);
        if (verdict.reason().isPresent()) {
          return verdict;
        }
        fees = Math.addExact(fees, verdict.fees());
      }
      add(tx, height, made);
    }
    long paid = block.transactions().get(0).outputs().stream().mapToLong(o -> o.value()).sum();
    return paid > Consensus.subsidy(height) + fees
        ? Verdict.refused("bad-cb-amount")
        : Verdict.passed(fees);
  }

  private Verdict spend(Tx tx, int height, Map<OutPoint, Coin> spent) {
    Verdict verdict = judge(tx, height, this::find);
    if (verdict.reason().isEmpty()) {
      for (TxIn input : tx.inputs()) {
        Coin coin = unspent.remove(input.previous());
        if (coin != null) {
          spent.put(input.previous(), coin);
        }
      }
    }
    return verdict;
  }

  /** Whether {@code tx} may go into a block of this height ({@code CheckTxInputs}), and its fee. */
  Verdict judge(Tx tx, int height, Function<OutPoint, Optional<Coin>> view) {
    Long declared = foreignFees.get(tx.txid());
    if (declared != null) {
      return Verdict.passed(declared);
    }
    long in = 0;
    for (TxIn input : tx.inputs()) {
      Optional<Coin> coin = view.apply(input.previous());
      if (coin.isEmpty()) {
        return Verdict.refused("bad-txns-inputs-missingorspent");
      }
      if (!coin.get().spendableAt(height)) {
        return Verdict.refused("bad-txns-premature-spend-of-coinbase");
      }
      in = Math.addExact(in, coin.get().output().value());
    }
    long out = tx.outputs().stream().mapToLong(o -> o.value()).sum();
    return in < out ? Verdict.refused("bad-txns-in-belowout") : Verdict.passed(in - out);
  }

  private void add(Tx tx, int height, List<OutPoint> made) {
    for (int i = 0; i < tx.outputs().size(); i++) {
      if (!Scripts.unspendable(tx.outputs().get(i).script())) {
        OutPoint point = new OutPoint(tx.txid(), i);
        unspent.put(point, new Coin(tx.outputs().get(i), height, tx.isCoinbase()));
        made.add(point);
      }
    }
  }

  /** Takes the last connected block back. */
  void disconnect(Block block) {
    for (Tx tx : block.transactions()) {
      for (int i = 0; i < tx.outputs().size(); i++) {
        unspent.remove(new OutPoint(tx.txid(), i));
      }
    }
    Map<OutPoint, Coin> spent = spentBy.remove(block.hash());
    if (spent == null) {
      throw new IllegalStateException("block " + block.hash() + " was never connected");
    }
    List<Hash256> own = block.transactions().stream().map(Tx::txid).toList();
    spent.forEach(
        (point, coin) -> {
          if (!own.contains(point.txid())) {
            unspent.put(point, coin);
          }
        });
  }
}
