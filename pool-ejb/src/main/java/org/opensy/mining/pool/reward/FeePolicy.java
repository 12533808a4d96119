package org.opensy.mining.pool.reward;

import java.util.Set;

/**
 * Who pays what fee. Thread-safe.
 *
 * @param fee of everybody else
 * @param feeFree addresses that pay none, canonical text
 */
public record FeePolicy(BasisPoints fee, Set<String> feeFree) {

  /** Takes a copy. */
  public FeePolicy {
    feeFree = Set.copyOf(feeFree);
  }

  /** The fee of an address, canonical text. */
  public BasisPoints of(String address) {
    return feeFree.contains(address) ? BasisPoints.ZERO : fee;
  }
}
