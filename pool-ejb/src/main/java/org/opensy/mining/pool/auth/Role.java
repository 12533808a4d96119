package org.opensy.mining.pool.auth;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What somebody may do; whoever has several may do all of it. */
public enum Role {
  /** Sees and changes what belongs to one address, the token's. */
  MINER,
  /** Reads everything, and bans. */
  OPERATOR,
  /** Reads everything, and decides on money. */
  TREASURER,
  /** Reads everything, and gives API keys to others. */
  ADMIN;

  /** Its name in tokens and keys. */
  public String lowerCaseName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of that name, if it is one. */
  public static Optional<Role> of(String name) {
    return Stream.of(values()).filter(role -> role.lowerCaseName().equals(name)).findFirst();
  }
}
