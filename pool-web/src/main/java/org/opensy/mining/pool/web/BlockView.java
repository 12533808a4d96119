package org.opensy.mining.pool.web;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import org.opensy.mining.pool.block.Block;
import org.opensy.mining.pool.block.BlockStatus;
import org.opensy.mining.pool.report.ListedBlock;
import org.opensy.mining.pool.reward.Effort;
import org.opensy.mining.pool.share.WorkerName;

/**
 * A block of the pool, as everybody sees it.
 *
 * @param hash by which the node knows it
 * @param height its height
 * @param foundAt when
 * @param scheme pplns, prop, pps or solo
 * @param finder who found it
 * @param difficulty expected hashes
 * @param effort of its round over the difficulty: 1 is as expected, less is better; null until the
 *     reward is split
 * @param reward what its coinbase pays
 * @param status where it stands
 * @param depth how deep it is
 */
public record BlockView(
    String hash,
    long height,
    Instant foundAt,
    String scheme,
    Finder finder,
    BigInteger difficulty,
    BigDecimal effort,
    Money reward,
    Status status,
    Depth depth) {

  /**
   * Who found it.
   *
   * @param worker the machine; null if its name is not for everybody
   */
  public record Finder(String address, String worker) {}

  /**
   * Where it stands.
   *
   * @param name in lower case, such as immature
   * @param text the same in plain words
   * @param since when it came there
   * @param reason the node's word for a refusal, or what is unclear; null if there is none
   */
  public record Status(String name, String text, Instant since, String reason) {

    static Status of(Block.Outcome outcome) {
      return new Status(
          SnakeCase.word(outcome.status()),
          StatusWords.of(outcome.status()),
          outcome.since(),
          outcome.reason().orElse(null));
    }
  }

  /**
   * How deep it is.
   *
   * @param confirmations 1 for the tip; null if it is not on the chain or not known
   * @param maturity confirmations from which its reward is payable
   * @param maturesAt when that is to be expected; null if it is not immature
   */
  public record Depth(Integer confirmations, int maturity, Instant maturesAt) {

    static Depth of(Block block, ChainProgress chain) {
      long height = block.place().height();
      boolean waits =
          block.status() == BlockStatus.IMMATURE || block.status() == BlockStatus.ACCEPTED;
      return new Depth(
          block.status().isOnChain() ? chain.confirmations(height).orElse(null) : null,
          chain.maturity(),
          waits ? chain.maturesAt(height).orElse(null) : null);
    }
  }

  static BlockView of(ListedBlock listed, ChainProgress chain) {
    Block block = listed.block();
    String worker = WorkerName.shownToAll(block.finder().worker());
    return new BlockView(
        block.hash().toString(),
        block.place().height(),
        block.foundAt(),
        block.share().scheme().lowerCaseName(),
        new Finder(block.share().address(), worker.isEmpty() ? null : worker),
        block.pay().difficulty(),
        listed.effort().map(Effort::ratio).orElse(null),
        Money.of(block.pay().reward()),
        Status.of(block.outcome()),
        Depth.of(block, chain));
  }
}
