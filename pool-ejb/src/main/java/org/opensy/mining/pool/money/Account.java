package org.opensy.mining.pool.money;

import java.util.OptionalLong;

/**
 * An account. Thread-safe.
 *
 * @param kind what it is for
 * @param minerId whose it is, as in table {@code miners}; empty for the pool's own
 */
public record Account(AccountKind kind, OptionalLong minerId) {

  /**
   * @throws IllegalArgumentException if a miner's account has no miner or the pool's has one
   */
  public Account {
    if (kind.isMiners() != minerId.isPresent()) {
      throw new IllegalArgumentException("not an account: " + kind + " of " + minerId);
    }
  }

  /** An account of the pool itself. */
  public static Account of(AccountKind kind) {
    return new Account(kind, OptionalLong.empty());
  }

  /** A miner's account. */
  public static Account of(AccountKind kind, long minerId) {
    return new Account(kind, OptionalLong.of(minerId));
  }
}
