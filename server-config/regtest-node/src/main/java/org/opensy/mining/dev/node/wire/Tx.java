package org.opensy.mining.dev.node.wire;

import java.util.ArrayList;
import java.util.List;

/** A transaction. Immutable, its ids are computed once. Thread-safe. */
public final class Tx {
  private static final long HIGHEST_NOT_FINAL = 0xfffffffeL;

  private final int version;
  private final List<TxIn> inputs;
  private final List<TxOut> outputs;
  private final long lockTime;
  private final Hash256 txid;
  private final Hash256 wtxid;

  /**
   * @param version signed version number
   * @param inputs in order; empty only in data that is yet to be checked
   * @param outputs in order
   * @param lockTime 0..4294967295
   */
  public Tx(int version, List<TxIn> inputs, List<TxOut> outputs, long lockTime) {
    this.version = version;
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.lockTime = lockTime;
    txid = Hash256.sha256d(stripped());
    wtxid = hasWitness() ? Hash256.sha256d(toBytes()) : txid;
  }

  /** Whether it says that another one may take its place in the mempool (BIP 125). */
  public boolean signalsReplaceability() {
    return inputs.stream().anyMatch(input -> input.sequence() < HIGHEST_NOT_FINAL);
  }

  /** Parses one transaction, with or without witness, and nothing after it. */
  public static Tx parse(byte[] data) throws WireFormatException {
    WireReader in = new WireReader(data);
    Tx tx = read(in);
    if (in.remaining() != 0) {
      throw new WireFormatException("bytes after the transaction");
    }
    return tx;
  }

  static Tx read(WireReader in) throws WireFormatException {
    int version = in.i32();
    List<TxIn> inputs = readInputs(in);
    if (!inputs.isEmpty()) {
      return new Tx(version, inputs, readOutputs(in), in.u32());
    }
    // An empty input list is the marker of the extended format; the flag follows.
    int flag = in.u8();
    if (flag == 0) {
      return new Tx(version, inputs, List.of(), in.u32());
    }
    if (flag != 1) {
      throw new WireFormatException("unknown transaction optional data");
    }
    inputs = readInputs(in);
    List<TxOut> outputs = readOutputs(in);
    return new Tx(version, readWitness(in, inputs), outputs, in.u32());
  }

  private static List<TxIn> readInputs(WireReader in) throws WireFormatException {
    int count = in.count();
    List<TxIn> inputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      OutPoint previous = new OutPoint(in.hash(), in.u32());
      inputs.add(new TxIn(previous, in.varBytes(), in.u32(), List.of()));
    }
    return inputs;
  }

  private static List<TxOut> readOutputs(WireReader in) throws WireFormatException {
    int count = in.count();
    List<TxOut> outputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      outputs.add(new TxOut(in.i64(), in.varBytes()));
    }
    return outputs;
  }

  private static List<TxIn> readWitness(WireReader in, List<TxIn> inputs)
      throws WireFormatException {
    List<TxIn> result = new ArrayList<>();
    boolean any = false;
    for (TxIn input : inputs) {
      int count = in.count();
      List<Bytes> stack = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        stack.add(in.varBytes());
      }
      any |= count > 0;
      result.add(new TxIn(input.previous(), input.script(), input.sequence(), stack));
    }
    if (!any) {
      throw new WireFormatException("superfluous witness record");
    }
    return result;
  }

  /** Full serialisation, with the witness if there is one. */
  public byte[] toBytes() {
    return serialise(hasWitness());
  }

  /** Serialisation without witness, the one that the txid hashes. */
  public byte[] stripped() {
    return serialise(false);
  }

  private byte[] serialise(boolean withWitness) {
    WireWriter out = new WireWriter().i32(version);
    if (withWitness) {
      out.u8(0).u8(1);
    }
    out.count(inputs.size());
    for (TxIn input : inputs) {
      out.bytes(input.previous().txid().internal()).i32(input.previous().index());
      out.varBytes(input.script()).i32(input.sequence());
    }
    out.count(outputs.size());
    outputs.forEach(output -> out.i64(output.value()).varBytes(output.script()));
    if (withWitness) {
      for (TxIn input : inputs) {
        out.count(input.witness().size());
        input.witness().forEach(out::varBytes);
      }
    }
    return out.i32(lockTime).toBytes();
  }

  /** Whether any input carries a witness. */
  public boolean hasWitness() {
    return inputs.stream().anyMatch(input -> !input.witness().isEmpty());
  }

  /** Whether this is a coinbase: one input that spends nothing. */
  public boolean isCoinbase() {
    return inputs.size() == 1 && inputs.get(0).previous().isNull();
  }

  /** Three times the stripped size plus the full size, in weight units. */
  public int weight() {
    return 3 * stripped().length + toBytes().length;
  }

  /** Weight over four, rounded up. */
  public int virtualSize() {
    return (weight() + 3) / 4;
  }

  public int version() {
    return version;
  }

  public List<TxIn> inputs() {
    return inputs;
  }

  public List<TxOut> outputs() {
    return outputs;
  }

  public long lockTime() {
    return lockTime;
  }

  /** Double SHA-256 of the stripped form. */
  public Hash256 txid() {
    return txid;
  }

  /** Double SHA-256 of the full form. */
  public Hash256 wtxid() {
    return wtxid;
  }

  /** The same transaction with another witness on its first input. */
  public Tx withFirstWitness(List<Bytes> witness) {
    List<TxIn> changed = new ArrayList<>(inputs);
    TxIn first = changed.get(0);
    changed.set(0, new TxIn(first.previous(), first.script(), first.sequence(), witness));
    return new Tx(version, changed, outputs, lockTime);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tx that && wtxid.equals(that.wtxid);
  }

  @Override
  public int hashCode() {
    return wtxid.hashCode();
  }

  @Override
  public String toString() {
    return "Tx[" + txid + "]";
  }
}
