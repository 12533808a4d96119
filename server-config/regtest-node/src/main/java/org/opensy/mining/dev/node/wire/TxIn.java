package org.opensy.mining.dev.node.wire;

import java.util.List;

/**
 * An input.
 *
 * @param previous the output that it spends
 * @param script signature script; in a coinbase: height, extranonce and free data
 * @param sequence 0..4294967295
 * @param witness stack, bottom first; empty for none
 */
public record TxIn(OutPoint previous, Bytes script, long sequence, List<Bytes> witness) {
  /** Copies the stack. */
  public TxIn {
    witness = List.copyOf(witness);
  }
}
