package org.opensy.mining.pool.payout;

import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.sql.Row;

/**
 * What one miner gets. Thread-safe.
 *
 * @param minerId as in table {@code miners}
 * @param address where to; canonical text
 * @param amount positive
 */
public record PayoutOutput(long minerId, String address, Amount amount) {

  /** From a row of these three. */
  static PayoutOutput of(Row row) {
    return new PayoutOutput(row.number(1), row.text(2), Amount.ofBaseUnits(row.number(3)));
  }
}
