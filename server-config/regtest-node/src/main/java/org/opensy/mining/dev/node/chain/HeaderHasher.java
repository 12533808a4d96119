package org.opensy.mining.dev.node.chain;

import org.opensy.mining.dev.node.wire.Hash256;

/** The proof-of-work hash. Implementations are thread-safe. */
@FunctionalInterface
public interface HeaderHasher {
  /**
   * Hashes a header.
   *
   * @param keyBlock hash of the key block
   * @param header 80 bytes
   * @return 32 bytes, to be read as a little-endian number
   */
  byte[] hash(Hash256 keyBlock, byte[] header);
}
