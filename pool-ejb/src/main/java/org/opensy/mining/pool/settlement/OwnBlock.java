package org.opensy.mining.pool.settlement;

import java.math.BigInteger;
import java.time.Instant;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.ledger.BlockShare;
import org.opensy.mining.pool.ledger.BlockStatus;
import org.opensy.mining.pool.reward.RewardTerms;

/**
 * A block of ours, as far as money goes. Thread-safe.
 *
 * @param id in table {@code blocks}
 * @param place where it is on the chain
 * @param status where its booking stands
 * @param share the share that solved it
 * @param pay what it pays, and by what terms
 */
public record OwnBlock(long id, Place place, BlockStatus status, BlockShare share, Pay pay) {

  /**
   * Where it is on the chain.
   *
   * @param hash by which the node knows it
   * @param height its height
   */
  public record Place(BlockHash hash, long height) {}

  /**
   * What it pays.
   *
   * @param reward what its coinbase pays
   * @param terms in force when it was found
   * @param difficulty of the network, in expected hashes
   */
  public record Pay(Amount reward, RewardTerms terms, BigInteger difficulty) {}

  /** By which the node knows it. */
  public BlockHash hash() {
    return place.hash();
  }

  /** When it was found. */
  public Instant foundAt() {
    return share.key().acceptedAt();
  }

  @Override
  public String toString() {
    return "height=" + place.height() + " hash=" + place.hash();
  }
}
