package org.opensy.mining.pool.chain;

/**
 * SHA256d of a transaction without its witness: what enters the merkle tree. Thread-safe.
 *
 * @param value the hash
 */
public record TransactionId(Hash256 value) {

  /** Copies 32 bytes in internal order (as serialised). */
  public static TransactionId ofInternal(byte[] internal) {
    return new TransactionId(Hash256.ofInternal(internal));
  }

  /** Reads 64 hex digits as the node's RPC prints them. */
  public static TransactionId ofDisplayHex(String hex) {
    return new TransactionId(Hash256.ofDisplayHex(hex));
  }

  /** A fresh copy of the 32 bytes in internal order. */
  public byte[] toArray() {
    return value.toArray();
  }

  /** 64 lower-case hex digits as the node's RPC prints them. */
  @Override
  public String toString() {
    return value.displayHex();
  }
}
