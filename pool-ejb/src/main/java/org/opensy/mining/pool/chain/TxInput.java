package org.opensy.mining.pool.chain;

import java.util.List;

/**
 * An input of a transaction. Thread-safe.
 *
 * @param previousTransaction the transaction whose output is spent; all zero in a coinbase
 * @param previousIndex which output, 0..2^32-1; 2^32-1 in a coinbase
 * @param script scriptSig; in a coinbase 2..100 free bytes that begin with the height
 * @param sequence 0..2^32-1
 * @param witness the witness stack, empty when there is none
 */
public record TxInput(
    TransactionId previousTransaction,
    long previousIndex,
    Bytes script,
    long sequence,
    List<Bytes> witness) {
  /** The index that marks a coinbase, and the sequence of a final input. */
  public static final long MAX_UINT32 = 0xffff_ffffL;

  /** Copies the witness. */
  public TxInput {
    witness = List.copyOf(witness);
  }

  /** Whether the spent output is the null one that only a coinbase names. */
  public boolean isCoinbase() {
    return previousIndex == MAX_UINT32 && previousTransaction.value().equals(Hash256.ZERO);
  }

  static TxInput readFrom(WireReader in) {
    return new TxInput(
        new TransactionId(in.hash()), in.uint32(), in.variableBytes(), in.uint32(), List.of());
  }

  TxInput withWitness(List<Bytes> stack) {
    return new TxInput(previousTransaction, previousIndex, script, sequence, stack);
  }

  void writeTo(WireWriter out) {
    out.hash(previousTransaction.value())
        .uint32(previousIndex)
        .variableBytes(script)
        .uint32(sequence);
  }
}
