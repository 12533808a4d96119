package org.opensy.mining.dev.node;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.opensy.mining.dev.node.wire.Bytes;
import org.opensy.mining.dev.node.wire.Hash256;
import org.opensy.mining.dev.node.wire.OutPoint;
import org.opensy.mining.dev.node.wire.Tx;
import org.opensy.mining.dev.node.wire.TxIn;
import org.opensy.mining.dev.node.wire.TxOut;

/** Makes transactions of strangers, so that templates have something in them. Not thread-safe. */
final class SyntheticTransactions {
  private static final long VALUE = 100_000_000L;

  private final RandomGenerator random;

  SyntheticTransactions(RandomGenerator random) {
    this.random = random;
  }

  /** A payment of one SYL from a coin that never was, with a witness of the right size. */
  Tx next() {
    OutPoint coin = new OutPoint(Hash256.of(bytes(Hash256.LENGTH)), 0);
    List<Bytes> witness = List.of(Bytes.of(bytes(72)), Bytes.of(bytes(33)));
    Bytes script = Bytes.ofHex("0014" + Bytes.of(bytes(20)));
    TxIn in = new TxIn(coin, Bytes.EMPTY, 0xfffffffdL, witness);
    return new Tx(2, List.of(in), List.of(new TxOut(VALUE, script)), 0);
  }

  /** A transaction that spends what another one spends, and pays a stranger. */
  Tx rivalOf(Tx original) {
    Bytes script = Bytes.ofHex("0014" + Bytes.of(bytes(20)));
    return new Tx(2, original.inputs(), List.of(new TxOut(VALUE, script)), 0);
  }

  List<Tx> next(int count) {
    List<Tx> result = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      result.add(next());
    }
    return result;
  }

  private byte[] bytes(int length) {
    byte[] result = new byte[length];
    random.nextBytes(result);
    return result;
  }
}
