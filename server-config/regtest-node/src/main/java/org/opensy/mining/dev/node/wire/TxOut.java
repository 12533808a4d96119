package org.opensy.mining.dev.node.wire;

/**
 * An output.
 *
 * @param value base units; may be negative in data that is yet to be checked
 * @param script output script
 */
public record TxOut(long value, Bytes script) {
  /** Length of the serialised output in bytes. */
  public int size() {
    int length = script.length();
    return 8 + (length < 0xfd ? 1 : length <= 0xffff ? 3 : 5) + length;
  }
}
