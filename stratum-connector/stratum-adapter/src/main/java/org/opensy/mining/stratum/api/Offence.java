package org.opensy.mining.stratum.api;

/** What an honest miner that works does seldom or never. */
public enum Offence {
  /** A line that is no JSON-RPC, or TLS where there is none, or the other way round. */
  PROTOCOL_ERROR,
  /** A connection that was closed because it did not log in in time. */
  NO_LOGIN,
  /** A login that was refused. */
  LOGIN_REFUSED,
  /** More connections, logins, submits or HTTP requests than are allowed. */
  FLOOD,
  /** A share that cost a hash and was worth nothing. */
  WRONG_RESULT,
  /** A session that gave nothing but such shares for as long as it was let. */
  WORTHLESS_SESSION,
  /** An HTTP request with an operator's token that is none. */
  WRONG_TOKEN
}
