package org.opensy.mining.pool.reward;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.Hash256;

/**
 * What goes into a SHA-256, integers big-endian. The first byte says what is hashed, so that a leaf
 * can never pass for a node, nor a node for a root. Not thread-safe.
 */
final class Preimage {
  /** Bits of a sum of work. */
  static final int WORK_BITS = 256;

  private static final int LEAF = 0;
  private static final int INNER = 1;
  private static final int ROOT = 2;

  private final MessageDigest digest;

  private Preimage(int kind) {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    uint8(kind);
  }

  static Preimage ofLeaf() {
    return new Preimage(LEAF);
  }

  static Preimage ofInner() {
    return new Preimage(INNER);
  }

  static Preimage ofRoot() {
    return new Preimage(ROOT);
  }

  Preimage uint8(int value) {
    digest.update((byte) value);
    return this;
  }

  Preimage uint16(int value) {
    return uint8(value >>> 8).uint8(value);
  }

  Preimage uint32(int value) {
    return uint16(value >>> 16).uint16(value);
  }

  /** 8 bytes, two's complement. */
  Preimage amount(Amount value) {
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(value.baseUnits()).array());
    return this;
  }

  /** 32 bytes; from 0 to below 2^256. */
  Preimage work(BigInteger value) {
    byte[] bytes = value.toByteArray();
    int sign = bytes.length > Hash256.SIZE ? 1 : 0;
    for (int i = bytes.length; i < Hash256.SIZE; i++) {
      uint8(0);
    }
    digest.update(bytes, sign, bytes.length - sign);
    return this;
  }

  /** 32 bytes, internal order. */
  Preimage hash(Hash256 value) {
    digest.update(value.toArray());
    return this;
  }

  /** ASCII text without its length. */
  Preimage ascii(String text) {
    digest.update(text.getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  Preimage node(SumNode node) {
    return hash(node.hash()).work(node.work()).amount(node.amount());
  }

  /** The hash; nothing can be added any more. */
  Hash256 sha256() {
    return Hash256.ofInternal(digest.digest());
  }
}
