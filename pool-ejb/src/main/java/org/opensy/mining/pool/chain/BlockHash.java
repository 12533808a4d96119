package org.opensy.mining.pool.chain;

/**
 * SHA256d of a block's 80-byte header: what the node calls the hash of a block. Not its proof of
 * work. Thread-safe.
 *
 * @param value the hash
 */
public record BlockHash(Hash256 value) {

  /** Copies 32 bytes in internal order (as serialised). */
  public static BlockHash ofInternal(byte[] internal) {
    return new BlockHash(Hash256.ofInternal(internal));
  }

  /** Reads 64 hex digits as the node's RPC prints them. */
  public static BlockHash ofDisplayHex(String hex) {
    return new BlockHash(Hash256.ofDisplayHex(hex));
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
