package org.opensy.mining.pool.ledger;

/**
 * Shares of a span of time.
 *
 * @param count how many
 * @param work the sum of their difficulties, in expected hashes
 */
public record ShareTotals(long count, long work) {

  /** As a query sums: no rows have no sum. */
  public ShareTotals(Long count, Long work) {
    this(count.longValue(), work == null ? 0 : work.longValue());
  }
}
