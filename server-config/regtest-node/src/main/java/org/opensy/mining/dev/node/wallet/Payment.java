package org.opensy.mining.dev.node.wallet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.opensy.mining.dev.node.chain.Scripts;
import org.opensy.mining.dev.node.wire.Bytes;
import org.opensy.mining.dev.node.wire.Tx;
import org.opensy.mining.dev.node.wire.TxIn;
import org.opensy.mining.dev.node.wire.TxOut;

/**
 * Builds a payment from a wallet's coins: biggest coins first, change last, a fee by size.
 *
 * @param wallet who pays
 * @param order what is wanted
 * @param change where the rest goes
 * @param feeRate base units per virtual byte
 */
public record Payment(Wallet wallet, Order order, Bytes change, long feeRate) {
  private static final long DUST_RATE = 3;
  private static final int WITNESS_INPUT_SIZE = 67;
  private static final int LEGACY_INPUT_SIZE = 148;
  private static final long REPLACEABLE = 0xfffffffdL;
  private static final long NOT_REPLACEABLE = 0xfffffffeL;
  private static final List<Bytes> WITNESS =
      List.of(Bytes.ofHex("30".repeat(72)), Bytes.ofHex("02".repeat(33)));

  /**
   * What a caller wants paid.
   *
   * @param recipients script to base units, in output order
   * @param feePayers scripts whose amounts bear the fee; empty: the wallet bears it
   * @param comment empty for none
   * @param replaceable whether the transaction says so (BIP 125)
   */
  public record Order(
      Map<Bytes, Long> recipients, Set<Bytes> feePayers, String comment, boolean replaceable) {

    /** Copies the collections, keeping their order. */
    public Order {
      recipients = Collections.unmodifiableMap(new LinkedHashMap<>(recipients));
      feePayers = Set.copyOf(feePayers);
    }
  }

  /** What came of it. */
  public sealed interface Result {}

  /** A transaction ready to go. */
  public record Built(Tx tx, long fee) implements Result {}

  /** Why not, in the node's words. */
  public record Refused(String message) implements Result {}

  /** Least base units that an output with this script may carry. */
  static long dust(Bytes script) {
    int spend = Scripts.isWitnessProgram(script) ? WITNESS_INPUT_SIZE : LEGACY_INPUT_SIZE;
    return DUST_RATE * (new TxOut(0, script).size() + spend);
  }

  /** Builds the transaction; nothing is reserved or sent. */
  public Result build() {
    if (order.recipients.isEmpty()) {
      return new Refused("Transaction must have at least one recipient");
    }
    for (Map.Entry<Bytes, Long> recipient : order.recipients.entrySet()) {
      if (recipient.getValue() < dust(recipient.getKey())) {
        return new Refused("Transaction amount too small");
      }
    }
    List<Unspent> chosen = new ArrayList<>();
    for (Unspent coin : spendable()) {
      chosen.add(coin);
      long in = chosen.stream().mapToLong(c -> c.output().value()).sum();
      long fee = feeRate * draft(chosen, order.recipients, 0, true).virtualSize();
      if (in >= total() + (order.feePayers.isEmpty() ? fee : 0)) {
        return finish(chosen, in, fee);
      }
    }
    return new Refused("Insufficient funds");
  }

  private List<Unspent> spendable() {
    return wallet.unspent().stream()
        .filter(coin -> !wallet.immature(coin.source()) && wallet.trusted(coin.source()))
        .sorted(Comparator.comparingLong((Unspent coin) -> coin.output().value()).reversed())
        .toList();
  }

  private long total() {
    return order.recipients.values().stream().mapToLong(Long::longValue).reduce(0, Math::addExact);
  }

  private Result finish(List<Unspent> coins, long in, long fee) {
    Map<Bytes, Long> amounts = new LinkedHashMap<>(order.recipients);
    Set<Bytes> feePayers = order.feePayers;
    long share = feePayers.isEmpty() ? 0 : fee / feePayers.size();
    // The first payer also bears what does not divide.
    long rest = feePayers.isEmpty() ? 0 : fee % feePayers.size();
    for (Bytes script : order.recipients.keySet()) {
      if (feePayers.contains(script)) {
        long left = order.recipients.get(script) - share - rest;
        rest = 0;
        if (left < dust(script)) {
          return new Refused(
              left < 0
                  ? "The transaction amount is too small to pay the fee"
                  : "The transaction amount is too small to send after the fee has been deducted");
        }
        amounts.put(script, left);
      }
    }
    long paid = amounts.values().stream().mapToLong(Long::longValue).sum();
    long back = in - paid - fee;
    boolean keepChange = back >= dust(change);
    Tx tx = draft(coins, amounts, back, keepChange);
    return new Built(tx, keepChange ? fee : in - paid);
  }

  private Tx draft(List<Unspent> coins, Map<Bytes, Long> amounts, long back, boolean withChange) {
    long sequence = order.replaceable ? REPLACEABLE : NOT_REPLACEABLE;
    List<TxIn> inputs =
        coins.stream().map(c -> new TxIn(c.point(), Bytes.EMPTY, sequence, WITNESS)).toList();
    List<TxOut> outputs = new ArrayList<>();
    amounts.forEach((script, value) -> outputs.add(new TxOut(value, script)));
    if (withChange) {
      outputs.add(new TxOut(back, change));
    }
    return new Tx(2, inputs, outputs, wallet.chain().tip().height());
  }
}
