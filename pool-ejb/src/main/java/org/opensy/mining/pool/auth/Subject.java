package org.opensy.mining.pool.auth;

import java.util.Optional;
import java.util.Set;

/**
 * Whom a token is for.
 *
 * @param id never that of somebody else, now or later
 * @param name for people; empty if the id says it all
 * @param roles what may be done with it
 * @param address whose miner it is, for the role {@link Role#MINER}
 */
public record Subject(String id, String name, Set<Role> roles, Optional<String> address) {

  /** Takes a copy of the roles. */
  public Subject {
    roles = Set.copyOf(roles);
  }
}
