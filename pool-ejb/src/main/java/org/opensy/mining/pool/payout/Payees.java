package org.opensy.mining.pool.payout;

import java.util.List;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/** Who can be paid now. Thread-safe. */
final class Payees {
  /** Those who waited longest for a payout first; whose payout is unclear waits. */
  private static final String DUE =
      """
      select m.id, m.address, a.balance
      from accounts a join miners m on m.id = a.miner_id
      where a.kind = 'MINER_PAYABLE' and a.balance >= greatest(?, m.minimum_payout)
        and not exists (
          select from payout_outputs o join payouts p on p.id = o.payout_id
          where o.miner_id = m.id and p.status in ('RESERVED', 'SUBMITTING', 'NEEDS_REVIEW'))
      order by (select max(o.payout_id) from payout_outputs o where o.miner_id = m.id) nulls first, m.id
      limit ?
      """;

  private Payees() {}

  /**
   * Miners whose payable balance reaches their minimum.
   *
   * @param minimum the pool's; a miner's own counts if it is higher
   * @param limit at most so many
   */
  static List<PayoutOutput> due(Transaction transaction, Amount minimum, int limit) {
    return SqlQuery.of(DUE, minimum.baseUnits(), limit).list(transaction, PayoutOutput::of);
  }
}
