package org.opensy.mining.dev.node.chain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.opensy.mining.dev.node.wire.Block;
import org.opensy.mining.dev.node.wire.BlockHeader;
import org.opensy.mining.dev.node.wire.Bytes;
import org.opensy.mining.dev.node.wire.Hash256;
import org.opensy.mining.dev.node.wire.Merkle;
import org.opensy.mining.dev.node.wire.OutPoint;
import org.opensy.mining.dev.node.wire.Tx;
import org.opensy.mining.dev.node.wire.TxIn;
import org.opensy.mining.dev.node.wire.TxOut;

/**
 * Everything that a miner needs to know to build the next block. Immutable.
 *
 * @param parent the tip that it builds on
 * @param entries transactions in block order, without the coinbase
 * @param bits compact target
 * @param minimumTime earliest allowed time in seconds
 * @param time suggested time in seconds
 */
public record BlockTemplate(
    BlockIndex parent, List<Mempool.Entry> entries, int bits, long minimumTime, long time) {
  /** Version that signals BIP9 and nothing else. */
  public static final int VERSION = 0x20000000;

  /** Weight kept free for header and coinbase. */
  private static final int RESERVED_WEIGHT = 8_000;

  /** Builds on the tip with as much of the mempool as fits. */
  public static BlockTemplate on(ChainState chain, Mempool mempool, int bits, Instant now) {
    List<Mempool.Entry> chosen = new ArrayList<>();
    long weight = RESERVED_WEIGHT;
    for (Mempool.Entry entry : mempool.entries()) {
      weight += entry.tx().weight();
      if (weight > Consensus.MAX_WEIGHT) {
        break;
      }
      chosen.add(entry);
    }
    long minimum = Consensus.minimumTime(chain.tip());
    long time = Math.max(minimum, now.getEpochSecond());
    return new BlockTemplate(chain.tip(), List.copyOf(chosen), bits, minimum, time);
  }

  /** Height of the block to be. */
  public int height() {
    return parent.height() + 1;
  }

  /** Subsidy and fees in base units. */
  public long coinbaseValue() {
    return Consensus.subsidy(height()) + entries.stream().mapToLong(Mempool.Entry::fee).sum();
  }

  /** Weight including what is kept free for the coinbase. */
  public int weight() {
    return RESERVED_WEIGHT + entries.stream().mapToInt(entry -> entry.tx().weight()).sum();
  }

  /** Output script that commits to the witnesses of this very list of transactions. */
  public Bytes witnessCommitment() {
    List<Tx> withCoinbase = new ArrayList<>();
    withCoinbase.add(new Tx(2, List.of(), List.of(), 0));
    entries.forEach(entry -> withCoinbase.add(entry.tx()));
    return BlockRules.commitmentScript(withCoinbase, Scripts.RESERVED_VALUE);
  }

  /** Cost of signature operations of an entry, as far as {@link Scripts} can tell. */
  public static int sigopsCost(Tx tx) {
    int outputs = tx.outputs().stream().mapToInt(o -> Scripts.sigopsCost(o.script())).sum();
    // A witness of signature and key is a payment from a key hash: one operation.
    int inputs = (int) tx.inputs().stream().filter(input -> input.witness().size() == 2).count();
    return outputs + inputs;
  }

  /**
   * A block for this template that pays {@code script}, with nonce 0; {@code tag} makes its
   * coinbase unique.
   */
  public Block assemble(Bytes script, Bytes tag) {
    Bytes push = Bytes.ofHex(Scripts.pushNumber(height()).toString() + hexByte(tag.length()) + tag);
    TxIn in = new TxIn(OutPoint.NULL, push, 0xffffffffL, List.of(Scripts.RESERVED_VALUE));
    List<TxOut> outs =
        List.of(new TxOut(coinbaseValue(), script), new TxOut(0, witnessCommitment()));
    List<Tx> txs = new ArrayList<>();
    txs.add(new Tx(2, List.of(in), outs, 0));
    entries.forEach(entry -> txs.add(entry.tx()));
    Hash256 root = Merkle.of(txs.stream().map(Tx::txid).toList()).root();
    return new Block(new BlockHeader(VERSION, parent.hash(), root, time, bits, 0), txs);
  }

  private static String hexByte(int value) {
    return String.format("%02x", value);
  }
}
