package org.opensy.mining.pool.web;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * {@code GET /api/v1/pool/stats}.
 *
 * @param network main, test or regtest
 * @param height of the block that is mined, 0 while there is no work
 * @param chain the network's difficulty and speed
 * @param miners who is connected
 * @param shares since the start of this instance
 * @param blocks since the pool's first start
 * @param randomx how shares are checked
 */
public record PoolStats(
    String network,
    long height,
    Chain chain,
    Miners miners,
    Shares shares,
    Blocks blocks,
    RandomX randomx) {

  /**
   * The network as the node sees it.
   *
   * @param difficulty expected hashes for a block
   * @param hashrate hashes a second, or null while the node does not say
   * @param trouble that there is no fresh work; empty if there is
   */
  public record Chain(BigInteger difficulty, BigDecimal hashrate, String trouble) {}

  /**
   * Who mines.
   *
   * @param connections open connections
   * @param loggedIn sessions with work
   * @param hashrate hashes a second over the last ten minutes, from accepted shares
   */
  public record Miners(int connections, int loggedIn, long hashrate) {}

  /**
   * Shares of this instance since its start.
   *
   * @param accepted shares that count
   * @param rejected shares refused for any reason
   * @param waiting shares on their way to the database
   */
  public record Shares(long accepted, long rejected, long waiting) {}

  /**
   * Blocks of the pool.
   *
   * @param found all of them
   * @param accepted those on the best chain when last asked
   */
  public record Blocks(long found, long accepted) {}

  /**
   * The hasher.
   *
   * @param mode light or full
   * @param pages what kind of memory pages it has
   * @param keys keys ready to hash
   */
  public record RandomX(String mode, String pages, int keys) {}
}
