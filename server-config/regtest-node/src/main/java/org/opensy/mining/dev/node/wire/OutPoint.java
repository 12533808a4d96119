package org.opensy.mining.dev.node.wire;

/**
 * Names one output of a transaction.
 *
 * @param txid transaction
 * @param index output number, 0..4294967295
 */
public record OutPoint(Hash256 txid, long index) {
  /** What the single input of a coinbase points to. */
  public static final OutPoint NULL = new OutPoint(Hash256.ZERO, 0xffffffffL);

  /** Whether this is the outpoint of a coinbase. */
  public boolean isNull() {
    return equals(NULL);
  }
}
