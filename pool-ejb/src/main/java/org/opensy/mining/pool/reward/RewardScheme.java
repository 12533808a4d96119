package org.opensy.mining.pool.reward;

import java.util.Locale;

/** By what rule shares are paid. */
public enum RewardScheme {
  /** Pay per last N shares: the latest work before a block counts, whoever found earlier blocks. */
  PPLNS,
  /** Proportional: the work since the block before counts. */
  PROP,
  /** Pay per share: each share has its price at once; blocks belong to the operator. */
  PPS,
  /** The finder alone is paid. */
  SOLO;

  /**
   * Reads a name in any case.
   *
   * @throws IllegalArgumentException if there is no such scheme
   */
  public static RewardScheme ofName(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** The name in lower case, as configuration and API write it. */
  public String lowerCaseName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
