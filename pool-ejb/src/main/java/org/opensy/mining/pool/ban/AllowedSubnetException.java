package org.opensy.mining.pool.ban;

import org.opensy.mining.stratum.api.Subnet;

/** A ban would hit addresses that are never banned; the message says which. */
public final class AllowedSubnetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AllowedSubnetException(Subnet banned, Subnet allowed) {
    super(banned + " would hit " + allowed + ", which pool.ban.allow protects.");
  }
}
