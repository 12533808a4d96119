package org.opensy.mining.pool.ledger;

import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.share.ShareEntry;
import org.opensy.mining.pool.share.ShareKey;

/**
 * The share that was a block, which is where the block's window ends. Thread-safe.
 *
 * @param key which share it is
 * @param scheme by what rule it is paid
 * @param address whose it is, canonical text
 */
public record BlockShare(ShareKey key, RewardScheme scheme, String address) {

  /** That of an entry. */
  static BlockShare of(ShareEntry entry) {
    return new BlockShare(entry.key(), entry.contributor().scheme(), entry.address());
  }
}
