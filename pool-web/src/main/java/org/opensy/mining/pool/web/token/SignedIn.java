package org.opensy.mining.pool.web.token;

import java.util.Optional;
import java.util.Set;
import org.opensy.mining.pool.auth.Role;

/**
 * Whoever shows a token that is taken.
 *
 * @param who for the record: the subject of the token, behind the name if it has one
 * @param roles what they may do
 * @param address whose miner it is
 */
public record SignedIn(String who, Set<Role> roles, Optional<String> address) {

  /** Takes a copy of the roles. */
  public SignedIn {
    roles = Set.copyOf(roles);
  }
}
