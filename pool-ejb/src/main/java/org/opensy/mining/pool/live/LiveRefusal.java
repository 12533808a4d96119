package org.opensy.mining.pool.live;

/** Why somebody is not let in. */
public enum LiveRefusal {
  /** There are as many clients as may be. */
  FULL,
  /** There are as many of the same address. */
  ADDRESS,
  /** There are as many miners that somebody listens to. */
  MINERS,
  /** A page of an origin that may not. */
  ORIGIN,
  /** The pool stops. */
  CLOSED
}
