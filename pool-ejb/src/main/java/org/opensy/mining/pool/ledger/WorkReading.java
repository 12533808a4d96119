package org.opensy.mining.pool.ledger;

import java.math.BigInteger;

/** A way to add up the work of one scheme, within one transaction, to which it is confined. */
interface WorkReading {

  /** All work of the shares after the one position, up to and including the other. */
  WorkTally between(SharePosition after, SharePosition upto);

  /**
   * The latest work up to and including a position, the oldest share in part; all if there is less.
   *
   * @param work expected hashes, positive
   */
  WorkTally latest(SharePosition upto, BigInteger work);
}
