package org.opensy.mining.dev.node.rpc;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opensy.mining.dev.node.wallet.Addresses;
import org.opensy.mining.dev.node.wallet.OwnAddress;
import org.opensy.mining.dev.node.wallet.Wallet;
import org.opensy.mining.dev.node.wallet.WalletTx;
import org.opensy.mining.dev.node.wire.Tx;
import org.opensy.mining.dev.node.wire.TxOut;

/**
 * One transaction as a wallet tells it.
 *
 * @param wallet who tells
 * @param entry what is told
 */
record HistoryView(Wallet wallet, WalletTx entry) {
  /** The head of {@code gettransaction}. */
  ObjectNode summary() {
    long debit = debit();
    long credit = wallet.immature(entry) ? 0 : credit();
    long fee = debit > 0 ? outputs() - debit : 0;
    ObjectNode result = Json.object();
    result.set("amount", Json.amount(credit - debit - fee));
    if (debit > 0) {
      result.set("fee", Json.amount(fee));
    }
    state(result);
    return result;
  }

  private void state(ObjectNode into) {
    Tx tx = entry.tx();
    int depth = wallet.depth(entry);
    into.put("confirmations", depth);
    if (tx.isCoinbase()) {
      into.put("generated", true);
    }
    entry
        .block()
        .ifPresentOrElse(
            block -> {
              into.put("blockhash", block.hash().toString());
              into.put("blockheight", block.height());
              into.put("blockindex", entry.position());
              into.put("blocktime", block.time());
            },
            () -> into.put("trusted", wallet.trusted(entry)));
    into.put("txid", tx.txid().toString());
    into.put("wtxid", tx.wtxid().toString());
    ArrayNode conflicts = into.putArray("walletconflicts");
    wallet.conflictsOf(entry).forEach(txid -> conflicts.add(txid.toString()));
    ArrayNode rivals = into.putArray("mempoolconflicts");
    wallet.rivalsOf(entry).forEach(txid -> rivals.add(txid.toString()));
    into.put(
        "time",
        entry.block().map(b -> Math.min(b.time(), entry.received())).orElse(entry.received()));
    into.put("timereceived", entry.received());
    into.put("bip125-replaceable", replaceable(depth));
    if (!entry.comment().isEmpty()) {
      into.put("comment", entry.comment());
    }
  }

  private String replaceable(int depth) {
    if (depth > 0) {
      return "no";
    }
    if (entry.tx().signalsReplaceability()) {
      return "yes";
    }
    // The node also says yes if an ancestor in the mempool signals it.
    return wallet.inMempool(entry) ? "no" : "unknown";
  }

  /**
   * One object for each output that leaves or reaches the wallet; {@code complete} ones carry the
   * head as well. Nothing reaches the wallet with a transaction that a block contradicts.
   */
  List<ObjectNode> details(boolean complete) {
    List<ObjectNode> result = sent(complete);
    if (wallet.depth(entry) >= 0) {
      result.addAll(received(complete));
    }
    return result;
  }

  /** As {@link #details}, whatever contradicts the transaction. */
  List<ObjectNode> completeDetails() {
    List<ObjectNode> result = sent(true);
    result.addAll(received(true));
    return result;
  }

  private List<ObjectNode> sent(boolean complete) {
    List<ObjectNode> result = new ArrayList<>();
    if (debit() > 0) {
      for (int i = 0; i < entry.tx().outputs().size(); i++) {
        if (!change(i)) {
          result.add(sent(i, complete));
        }
      }
    }
    return result;
  }

  private List<ObjectNode> received(boolean complete) {
    List<ObjectNode> result = new ArrayList<>();
    for (int i = 0; i < entry.tx().outputs().size(); i++) {
      Optional<OwnAddress> own = wallet.own(entry.tx().outputs().get(i).script());
      if (own.isPresent() && !(debit() > 0 && change(i))) {
        result.add(received(i, own.get(), complete));
      }
    }
    return result;
  }

  private ObjectNode sent(int index, boolean complete) {
    TxOut output = entry.tx().outputs().get(index);
    ObjectNode item = Json.object();
    Addresses.ofScript(output.script()).ifPresent(address -> item.put("address", address));
    item.put("category", "send");
    item.set("amount", Json.amount(-output.value()));
    wallet.own(output.script()).ifPresent(own -> item.put("label", own.label()));
    item.put("vout", index);
    item.set("fee", Json.amount(outputs() - debit()));
    if (complete) {
      state(item);
    }
    item.put("abandoned", entry.abandoned());
    return item;
  }

  private ObjectNode received(int index, OwnAddress own, boolean complete) {
    ObjectNode item = Json.object();
    item.put("address", own.text());
    // The node names the descriptor that the key comes from; there are no keys here.
    item.putArray("parent_descs").add("addr(" + own.text() + ")");
    item.put("category", category());
    item.set("amount", Json.amount(entry.tx().outputs().get(index).value()));
    if (!own.change()) {
      item.put("label", own.label());
    }
    item.put("vout", index);
    item.put("abandoned", entry.abandoned());
    if (complete) {
      state(item);
    }
    return item;
  }

  private String category() {
    if (!entry.tx().isCoinbase()) {
      return "receive";
    }
    if (wallet.depth(entry) < 1) {
      return "orphan";
    }
    return wallet.immature(entry) ? "immature" : "generate";
  }

  private boolean change(int index) {
    return wallet
        .own(entry.tx().outputs().get(index).script())
        .filter(OwnAddress::change)
        .isPresent();
  }

  private long debit() {
    return entry.tx().inputs().stream()
        .flatMap(input -> wallet.ownOutput(input.previous()).stream())
        .mapToLong(TxOut::value)
        .sum();
  }

  private long credit() {
    return entry.tx().outputs().stream()
        .filter(output -> wallet.own(output.script()).isPresent())
        .mapToLong(TxOut::value)
        .sum();
  }

  private long outputs() {
    return entry.tx().outputs().stream().mapToLong(TxOut::value).sum();
  }
}
