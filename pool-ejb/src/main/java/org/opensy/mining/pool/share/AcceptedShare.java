package org.opensy.mining.pool.share;

import java.time.Instant;

/**
 * What the ledger writes of a share that counts. Thread-safe.
 *
 * @param when it was accepted
 * @param address the miner's address, canonical text
 * @param worker the miner's name for the machine; may be empty
 * @param difficulty expected hashes of the job's share target: what the share is credited with
 * @param height of the block that was worked on
 * @param block whether the share is a block
 */
public record AcceptedShare(
    Instant when, String address, String worker, long difficulty, long height, boolean block) {

  /** The entry for verified work of a worker. */
  public static AcceptedShare of(ProvenShare share, Instant when, String address, String worker) {
    return new AcceptedShare(
        when,
        address,
        worker,
        share.job().share().difficulty().toLong(),
        share.job().height(),
        share.hash().meets(share.job().networkTarget()));
  }
}
