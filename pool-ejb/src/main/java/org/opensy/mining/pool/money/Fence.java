package org.opensy.mining.pool.money;

import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/**
 * The right to move money, until somebody else takes it over. Thread-safe.
 *
 * @param lease name of the lease
 * @param holder who holds it
 * @param token grows with each new holder
 */
public record Fence(String lease, String holder, long token) {
  private static final String STILL_OURS =
      "select from leases where name = ? and holder = ? and token = ? for update";

  /**
   * Makes the transaction fail unless the right is still ours, and keeps others from taking it over
   * before the transaction ends. Every transaction that moves money begins with this.
   *
   * @throws FencedException if somebody else has taken over
   */
  public void check(Transaction transaction) {
    if (!SqlQuery.of(STILL_OURS, lease, holder, token).exists(transaction)) {
      throw new FencedException(this);
    }
  }
}
