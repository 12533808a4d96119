package org.opensy.mining.pool.chain;

/**
 * An output of a transaction. Thread-safe.
 *
 * @param value 0..{@link Amount#MAX_MONEY}
 * @param script scriptPubKey
 */
public record TxOutput(Amount value, Bytes script) {

  /** Refuses a value that no output can have. */
  public TxOutput {
    if (!value.isMoney()) {
      throw new ChainFormatException("output value out of range: " + value.baseUnits());
    }
  }

  static TxOutput readFrom(WireReader in) {
    return new TxOutput(Amount.ofBaseUnits(in.int64()), in.variableBytes());
  }

  void writeTo(WireWriter out) {
    out.int64(value.baseUnits()).variableBytes(script);
  }
}
