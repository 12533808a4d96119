package org.opensy.mining.stratum.api;

/** What the listener counts. */
public enum StratumEvent {
  /** A connection was let in. */
  CONNECTION,
  /** Turned away: too many connections. */
  REFUSED_FULL,
  /** Turned away: too many from the same address. */
  REFUSED_ADDRESS,
  /** Turned away: too many from the same subnet. */
  REFUSED_SUBNET,
  /** Turned away: banned. */
  REFUSED_BANNED,
  /** Turned away from a port for proxies: no proxy, or no header. */
  REFUSED_PROXY,
  /** A login was accepted. */
  LOGIN,
  /** A login was refused by the pool. */
  LOGIN_REFUSED,
  /** A login was turned away: too many a second. */
  LOGIN_LIMITED,
  /** A share was handed to the pool. */
  SUBMIT,
  /** A share was turned away: too many a second, or too many without a verdict. */
  SUBMIT_LIMITED,
  /** A share that may be a block had to wait for its turn: too many a second, or too many wait. */
  SUBMIT_DELAYED,
  /** A connection was not read from for a moment: too many lines a second. */
  LINE_DELAYED,
  /** A request was turned away because too many wait. */
  QUEUE_FULL,
  /** A request of a connection that is not logged in, or of another session. */
  UNAUTHENTICATED,
  /** A line that was no JSON-RPC. */
  PROTOCOL_ERROR,
  /** A connection was closed because it did not log in. */
  LOGIN_TIME_OUT,
  /** A connection was closed because it was silent. */
  IDLE_TIME_OUT,
  /** A connection was dropped because it did not read. */
  SLOW_READER,
  /** A connection was closed because the pool wanted it so. */
  EXPELLED,
  /** A connection was closed because there is no work. */
  DISMISSED,
  /** A TLS handshake failed, or TLS was spoken to a port without it, or the other way round. */
  TLS_FAILURE,
  /** A job was pushed; those in answers are not counted. */
  JOB
}
