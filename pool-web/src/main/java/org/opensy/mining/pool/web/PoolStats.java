package org.opensy.mining.pool.web;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;

/**
 * {@code GET /api/v1/pool}: the whole pool's figures, the same whichever instance answers and
 * however often it was restarted. What is not known is null: a figure is never 0 for want of a
 * database.
 *
 * @param network main, test or regtest
 * @param height of the block that is mined, or null while the instance that answers has no work
 * @param chain the network's difficulty and speed
 * @param miners who mines
 * @param sharesLastHour shares of all instances, or null while Redis is away
 * @param blocks since the pool's first start, or null as long as the database has not answered
 */
public record PoolStats(
    String network, Long height, Chain chain, Miners miners, Shares sharesLastHour, Blocks blocks) {

  /**
   * The network as a node sees it.
   *
   * @param difficulty expected hashes for a block, or null while there is no work
   * @param hashrate hashes a second, or null while the node does not say
   * @param trouble why height and difficulty may be old: the instance that answers has no fresh
   *     work; null if it has
   */
  public record Chain(BigInteger difficulty, BigDecimal hashrate, String trouble) {}

  /**
   * Who mines, at any instance.
   *
   * @param active addresses with a share accepted in the last ten minutes, or null while the
   *     database is away
   * @param activeWorkers their workers
   * @param online workers that are logged in, or null while Redis is away
   * @param hashrate hashes a second over the last ten minutes, or since the first share in an hour,
   *     from accepted shares, or null while neither Redis nor the database answers
   */
  public record Miners(Long active, Long activeWorkers, Integer online, Long hashrate) {}

  /**
   * Shares of the last hour.
   *
   * @param accepted shares that count
   * @param rejected shares refused for any reason
   */
  public record Shares(long accepted, long rejected) {}

  /**
   * Blocks of the pool.
   *
   * @param found all of them
   * @param accepted those on the best chain when last asked
   * @param lastFoundAt when the last one of these was found, or null before the first
   */
  public record Blocks(long found, long accepted, Instant lastFoundAt) {}
}
