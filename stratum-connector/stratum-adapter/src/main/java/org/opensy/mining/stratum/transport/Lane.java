package org.opensy.mining.stratum.transport;

/** Kinds of calls, in the order in which workers take them. */
enum Lane {
  /** Shares that claim to be a block. */
  CLAIM,
  /** Logins, and the ends of sessions: quick, and a share would hold them up. */
  LOGIN,
  /** Shares: each costs a hash. */
  SHARE
}
