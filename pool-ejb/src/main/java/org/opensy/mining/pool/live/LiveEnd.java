package org.opensy.mining.pool.live;

/** Why a client's connection ends. */
public enum LiveEnd {
  /** The client is gone. */
  GONE,
  /** It takes less than it asked for. */
  SLOW,
  /** It was there as long as one may be, or was not heard of for too long. */
  OVER,
  /** The pool stops. */
  CLOSED
}
