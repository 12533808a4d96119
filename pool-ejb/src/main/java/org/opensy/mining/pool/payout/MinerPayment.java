package org.opensy.mining.pool.payout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.TransactionId;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/**
 * A payment as its miner sees it. Thread-safe.
 *
 * @param at when the money was set aside
 * @param amount what the miner is credited with; with the fee from miners, the network fee is in it
 * @param status where it stands
 * @param txid the transaction, once known
 */
public record MinerPayment(
    Instant at, Amount amount, PayoutStatus status, Optional<TransactionId> txid) {
  private static final String LATEST =
"""
select p.created_at, o.amount, p.status, p.txid
from payout_outputs o join payouts p on p.id = o.payout_id join miners m on m.id = o.miner_id
where m.address = ? and (p.status <> 'FAILED' or p.txid is not null) order by p.id desc limit ?
""";

  /** The latest payments to a miner, newest first; tries that sent nothing are none. */
  public static List<MinerPayment> latest(Transaction transaction, String address, int limit) {
    return SqlQuery.of(LATEST, address, limit)
        .list(
            transaction,
            row ->
                new MinerPayment(
                    row.instant(1),
                    Amount.ofBaseUnits(row.number(2)),
                    PayoutStatus.valueOf(row.text(3)),
                    row.optionalText(4).map(TransactionId::ofDisplayHex)));
  }
}
