package org.opensy.mining.pool.chain;

import java.util.ArrayList;
import java.util.List;

/**
 * A transaction as serialised by BIP144, with or without witness. Thread-safe.
 *
 * @param version signed 32 bits
 * @param inputs at least one when parsed
 * @param outputs in order
 * @param lockTime 0..2^32-1
 */
public record Transaction(
    int version, List<TxInput> inputs, List<TxOutput> outputs, long lockTime) {
  private static final int MIN_INPUT = 41;
  private static final int MIN_OUTPUT = 9;

  /** Copies the lists. */
  public Transaction {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * Parses exactly one transaction.
   *
   * @throws ChainFormatException if the bytes are not exactly one transaction
   */
  public static Transaction parse(byte[] data) {
    WireReader in = new WireReader(data);
    Transaction transaction = readFrom(in);
    in.requireEnd();
    return transaction;
  }

  static Transaction readFrom(WireReader in) {
    int version = in.int32();
    boolean segwit = in.remaining() >= 2 && in.peek(0) == 0 && in.peek(1) != 0;
    if (segwit) {
      requireKnownFlag(in);
    }
    List<TxInput> inputs = readInputs(in);
    List<TxOutput> outputs = readOutputs(in);
    if (segwit) {
      inputs = readWitnesses(in, inputs);
    }
    return new Transaction(version, inputs, outputs, in.uint32());
  }

  private static void requireKnownFlag(WireReader in) {
    in.unsignedByte();
    int flag = in.unsignedByte();
    if (flag != 1) {
      throw new ChainFormatException("unknown transaction flag " + flag);
    }
  }

  private static List<TxInput> readInputs(WireReader in) {
    int count = in.count(MIN_INPUT);
    if (count == 0) {
      throw new ChainFormatException("transaction without inputs");
    }
    List<TxInput> inputs = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      inputs.add(TxInput.readFrom(in));
    }
    return inputs;
  }

  private static List<TxOutput> readOutputs(WireReader in) {
    int count = in.count(MIN_OUTPUT);
    List<TxOutput> outputs = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      outputs.add(TxOutput.readFrom(in));
    }
    return outputs;
  }

  private static List<TxInput> readWitnesses(WireReader in, List<TxInput> inputs) {
    List<TxInput> result = new ArrayList<>(inputs.size());
    boolean any = false;
    for (TxInput input : inputs) {
      int count = in.count(1);
      List<Bytes> stack = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        stack.add(in.variableBytes());
      }
      any |= count > 0;
      result.add(input.withWitness(stack));
    }
    if (!any) {
      throw new ChainFormatException("superfluous witness record");
    }
    return result;
  }

  /** Whether any input carries a witness. */
  public boolean hasWitness() {
    return inputs.stream().anyMatch(input -> !input.witness().isEmpty());
  }

  /** Whether this has the shape of a coinbase: one input that spends the null output. */
  public boolean isCoinbase() {
    return inputs.size() == 1 && inputs.get(0).isCoinbase();
  }

  /** The hash without witness. */
  public TransactionId id() {
    return new TransactionId(Sha256d.of(serializeWithoutWitness()));
  }

  /** The hash with witness (wtxid); equal to the id's where there is none. */
  public Hash256 witnessHash() {
    return Sha256d.of(serialize());
  }

  /** The bytes with witness, if there is any. */
  public byte[] serialize() {
    return serialize(hasWitness());
  }

  /** The bytes whose hash is the id. */
  public byte[] serializeWithoutWitness() {
    return serialize(false);
  }

  private byte[] serialize(boolean witness) {
    WireWriter out = new WireWriter();
    writeTo(out, witness);
    return out.toArray();
  }

  private void writeTo(WireWriter out, boolean witness) {
    out.int32(version);
    if (witness) {
      out.unsignedByte(0).unsignedByte(1);
    }
    out.compactSize(inputs.size());
    inputs.forEach(input -> input.writeTo(out));
    out.compactSize(outputs.size());
    outputs.forEach(output -> output.writeTo(out));
    if (witness) {
      for (TxInput input : inputs) {
        out.compactSize(input.witness().size());
        input.witness().forEach(out::variableBytes);
      }
    }
    out.uint32(lockTime);
  }
}
