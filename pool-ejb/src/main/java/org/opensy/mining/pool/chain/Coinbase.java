package org.opensy.mining.pool.chain;

import java.util.ArrayList;
import java.util.List;

/**
 * The first transaction of a block, cut in two around the extranonce.
 *
 * <p>scriptSig is, each as one push: the height (BIP34) | 8 or 12 bytes of extranonce | the pool's
 * tag, if not empty; 10 to 94 bytes of the 2 to 100 allowed. The first output pays the whole value
 * to the pool, the second carries the witness commitment where the template has one; then the
 * block's copy also has the witness that BIP141 asks for. Thread-safe.
 */
public final class Coinbase {
  /** Bytes of extranonce that the pool chooses. */
  public static final int EXTRANONCE_SIZE = 8;

  private static final int MAX_EXTRANONCE_SIZE = 12;

  private static final int VERSION = 2;
  private static final int VERSION_SIZE = 4;
  private static final int LOCK_TIME_SIZE = 4;
  private static final int OP_1 = 0x51;
  private static final int MAX_OPCODE_HEIGHT = 16;

  private final byte[] prefix;
  private final byte[] suffix;
  private final int extranonceSize;
  private final boolean witness;

  private Coinbase(byte[] prefix, byte[] suffix, int extranonceSize, boolean witness) {
    this.prefix = prefix;
    this.suffix = suffix;
    this.extranonceSize = extranonceSize;
    this.witness = witness;
  }

  /** The coinbase of the block that {@code template} describes, with 8 bytes of extranonce. */
  public static Coinbase of(BlockTemplate template, Payee payee) {
    return of(template, payee, EXTRANONCE_SIZE);
  }

  /**
   * The coinbase of the block that {@code template} describes.
   *
   * @param extranonceSize bytes of extranonce, 1 to 12
   */
  public static Coinbase of(BlockTemplate template, Payee payee, int extranonceSize) {
    if (extranonceSize < 1 || extranonceSize > MAX_EXTRANONCE_SIZE) {
      throw new IllegalArgumentException("no room for an extranonce of " + extranonceSize);
    }
    List<TxOutput> outputs = new ArrayList<>();
    outputs.add(new TxOutput(template.coinbase().value(), payee.script()));
    template
        .coinbase()
        .witnessCommitment()
        .ifPresent(script -> outputs.add(new TxOutput(Amount.ZERO, script)));
    Bytes height = heightPush(template.height());
    Bytes tag = push(payee.tag().toBytes());
    WireWriter head = new WireWriter().int32(VERSION).compactSize(1);
    head.hash(Hash256.ZERO).uint32(TxInput.MAX_UINT32);
    head.compactSize(height.size() + 1 + extranonceSize + tag.size());
    head.bytes(height).unsignedByte(extranonceSize);
    WireWriter tail = new WireWriter().bytes(tag).uint32(TxInput.MAX_UINT32);
    tail.compactSize(outputs.size());
    outputs.forEach(output -> output.writeTo(tail));
    tail.uint32(0);
    boolean witness = template.coinbase().witnessCommitment().isPresent();
    return new Coinbase(head.toArray(), tail.toArray(), extranonceSize, witness);
  }

  /**
   * BIP34: the height as a minimal script number, which is a single opcode up to 16.
   *
   * @param height 1..2^31-1
   */
  public static Bytes heightPush(long height) {
    if (height < 1 || height > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("height out of range: " + height);
    }
    WireWriter out = new WireWriter();
    if (height <= MAX_OPCODE_HEIGHT) {
      out.unsignedByte(OP_1 + (int) height - 1);
    } else {
      // One bit more than the number has: the top bit of the last byte is its sign.
      int size = (Long.SIZE - Long.numberOfLeadingZeros(height)) / Byte.SIZE + 1;
      out.unsignedByte(size);
      for (int i = 0; i < size; i++) {
        out.unsignedByte((int) (height >>> (Byte.SIZE * i)));
      }
    }
    return Bytes.wrap(out.toArray());
  }

  private static Bytes push(Bytes data) {
    return data.size() == 0
        ? data
        : Bytes.wrap(new WireWriter().unsignedByte(data.size()).bytes(data).toArray());
  }

  /** The bytes without witness before the extranonce. */
  public Bytes beforeExtranonce() {
    return Bytes.of(prefix);
  }

  /** The bytes without witness behind the extranonce. */
  public Bytes afterExtranonce() {
    return Bytes.of(suffix);
  }

  /**
   * The bytes without witness, whose hash is the id.
   *
   * @param extranonce as many bytes as this coinbase has room for
   */
  public byte[] serializeWithoutWitness(byte[] extranonce) {
    requireExtranonce(extranonce);
    return new WireWriter().bytes(prefix).bytes(extranonce).bytes(suffix).toArray();
  }

  /**
   * The bytes as they stand in the block.
   *
   * @param extranonce as many bytes as this coinbase has room for
   */
  public byte[] serialize(byte[] extranonce) {
    byte[] plain = serializeWithoutWitness(extranonce);
    if (!witness) {
      return plain;
    }
    Bytes all = Bytes.wrap(plain);
    int lockTime = plain.length - LOCK_TIME_SIZE;
    return new WireWriter()
        .bytes(all.slice(0, VERSION_SIZE))
        .unsignedByte(0)
        .unsignedByte(1)
        .bytes(all.slice(VERSION_SIZE, lockTime))
        .compactSize(1)
        .variableBytes(WitnessCommitment.RESERVED_VALUE)
        .bytes(all.slice(lockTime, plain.length))
        .toArray();
  }

  /**
   * The id of the transaction with this extranonce, without building it.
   *
   * @param sha reused by callers who make many
   * @param extranonce as many bytes as this coinbase has room for
   */
  public TransactionId id(Sha256d sha, byte[] extranonce) {
    requireExtranonce(extranonce);
    return new TransactionId(sha.hash(prefix, extranonce, suffix));
  }

  private void requireExtranonce(byte[] extranonce) {
    if (extranonce.length != extranonceSize) {
      throw new IllegalArgumentException(
          "the extranonce has " + extranonceSize + " bytes, not " + extranonce.length);
    }
  }
}
