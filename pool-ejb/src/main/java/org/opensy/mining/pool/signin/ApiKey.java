package org.opensy.mining.pool.signin;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.opensy.mining.pool.auth.Role;
import org.opensy.mining.pool.auth.Subject;

/**
 * An API key, without its secret.
 *
 * @param id its number, never given twice
 * @param grant for whom it is
 * @param createdAt when
 * @param createdBy by which operator
 * @param revokedAt empty while it is not
 * @param lastUsedAt to the hour; empty while it was not
 */
public record ApiKey(
    long id,
    Grant grant,
    Instant createdAt,
    String createdBy,
    Optional<Instant> revokedAt,
    Optional<Instant> lastUsedAt) {

  /**
   * What a key gives to whom.
   *
   * @param name whose key it is, for people
   * @param roles what may be done with it, at least one
   * @param address the miner's, exactly if the role {@link Role#MINER} is among them
   * @param expiresAt from when on it is of no use
   */
  public record Grant(String name, Set<Role> roles, Optional<String> address, Instant expiresAt) {

    /** Takes a copy of the roles. */
    public Grant {
      roles = Set.copyOf(roles);
    }
  }

  /** Whom a token is for that this key was exchanged for. */
  Subject subject() {
    return new Subject("key-" + id, grant.name(), grant.roles(), grant.address());
  }

  boolean isGood(Instant now) {
    return revokedAt.isEmpty() && now.isBefore(grant.expiresAt());
  }
}
