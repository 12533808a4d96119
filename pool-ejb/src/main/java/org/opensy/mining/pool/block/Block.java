package org.opensy.mining.pool.block;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.ledger.BlockShare;
import org.opensy.mining.pool.reward.RewardTerms;

/**
 * A block that a miner of this pool found, without its bytes.
 *
 * @param id in table {@code blocks}
 * @param place where it is on the chain
 * @param finder who found it
 * @param pay what it pays, and by what terms
 * @param outcome what became of it
 */
public record Block(long id, Place place, Finder finder, Pay pay, Outcome outcome) {

  /**
   * Where it is on the chain.
   *
   * @param hash by which the node knows it
   * @param height its height
   */
  public record Place(BlockHash hash, long height) {}

  /**
   * Who found it.
   *
   * @param share the share that solved it; of a block from before there were schemes, it may be
   *     gone
   * @param worker the machine's name; empty if it has none that is public
   */
  public record Finder(BlockShare share, String worker) {}

  /**
   * What it pays.
   *
   * @param reward what its coinbase pays
   * @param terms in force when it was found
   * @param difficulty of the network, in expected hashes
   */
  public record Pay(Amount reward, RewardTerms terms, BigInteger difficulty) {}

  /**
   * What became of it.
   *
   * @param status where it stands
   * @param since since when
   * @param reason the node's word for a refusal or what is unclear, if there is any
   */
  public record Outcome(BlockStatus status, Instant since, Optional<String> reason) {}

  /** By which the node knows it. */
  public BlockHash hash() {
    return place.hash();
  }

  /** The share that solved it. */
  public BlockShare share() {
    return finder.share();
  }

  /** When it was found. */
  public Instant foundAt() {
    return share().key().acceptedAt();
  }

  /** Where it stands. */
  public BlockStatus status() {
    return outcome.status();
  }

  @Override
  public String toString() {
    return "height=" + place.height() + " hash=" + place.hash();
  }
}
