package org.opensy.mining.pool.ledger;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;

/**
 * A found block without its bytes.
 *
 * @param hash by which the node knows it
 * @param height its height
 * @param finder who found it
 * @param reward what the coinbase pays
 * @param fate where it stands
 */
public record BlockSummary(BlockHash hash, long height, Finder finder, Amount reward, Fate fate) {

  /**
   * Who found a block, and how hard that was.
   *
   * @param address the miner's address
   * @param worker the machine's name; may be empty
   * @param difficulty expected hashes of the network target
   * @param foundAt when
   */
  public record Finder(String address, String worker, BigInteger difficulty, Instant foundAt) {}

  /**
   * What became of a block.
   *
   * @param status where it stands
   * @param since since when
   * @param reason the node's word for a refusal or what is unclear, if there is any
   */
  public record Fate(BlockStatus status, Instant since, Optional<String> reason) {}

  static BlockSummary of(PoolBlock block) {
    return new BlockSummary(
        block.hash(),
        block.height(),
        new Finder(
            block.miner().address(),
            block.worker().name(),
            block.difficulty().toBigInteger(),
            block.foundAt()),
        block.reward(),
        new Fate(block.status(), block.statusAt(), block.reason()));
  }
}
