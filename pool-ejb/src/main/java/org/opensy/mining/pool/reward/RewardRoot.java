package org.opensy.mining.pool.reward;

import org.opensy.mining.pool.chain.Hash256;

/**
 * The published digest of a block's split. Its hex digits are in the order of its bytes, unlike
 * those of a block's hash. Thread-safe.
 *
 * @param value SHA-256 in internal order
 */
public record RewardRoot(Hash256 value) {

  /**
   * Reads 64 hex digits.
   *
   * @throws org.opensy.mining.pool.chain.ChainFormatException if they are not
   */
  public static RewardRoot ofHex(String hex) {
    return new RewardRoot(Hash256.ofInternalHex(hex));
  }

  /** 64 lower-case hex digits. */
  public String hex() {
    return value.internalHex();
  }

  @Override
  public String toString() {
    return hex();
  }
}
