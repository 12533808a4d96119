package org.opensy.mining.pool.ledger;

/**
 * Who had a share accepted in a span of time.
 *
 * @param miners addresses
 * @param workers their machines, told apart by name
 */
public record MinersAtWork(long miners, long workers) {

  /** As a query counts. */
  public MinersAtWork(Long miners, Long workers) {
    this(miners.longValue(), workers.longValue());
  }
}
