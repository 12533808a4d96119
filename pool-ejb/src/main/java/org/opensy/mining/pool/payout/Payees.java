package org.opensy.mining.pool.payout;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.config.PayoutSettings;
import org.opensy.mining.pool.sql.SqlArray;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/** Who can be paid now. Thread-safe. */
final class Payees {
  /**
   * Those who waited longest for a payout first, the operator last; whose payout is unclear waits.
   */
  private static final String DUE =
"""
select m.id, m.address, a.balance
from accounts a join miners m on m.id = a.miner_id
where a.kind = 'MINER_PAYABLE'
  and a.balance >= greatest(?, case m.minimum_payout_source
                                 when 'PASSWORD' then least(m.minimum_payout, ?)
                                 else m.minimum_payout end)
  and ? = exists (select from payees_set_aside s where s.miner_id = m.id)
  and m.id <> all (?::bigint[])
  and not exists (
    select from payout_outputs o join payouts p on p.id = o.payout_id
    where o.miner_id = m.id and p.status in ('RESERVED', 'SUBMITTING', 'NEEDS_REVIEW'))
order by m.address = ?, (select max(o.payout_id) from payout_outputs o where o.miner_id = m.id) nulls first, m.id
limit ?
""";

  private final DataSource database;
  private final PayoutSettings.Terms terms;
  private final Optional<String> operator;

  Payees(DataSource database, PayoutSettings.Terms terms, Optional<Address> operator) {
    this.database = database;
    this.terms = terms;
    this.operator = operator.map(Address::toString);
  }

  /**
   * Miners whose payable balance reaches their minimum, and whom the node does not refuse.
   *
   * @param without left out, by number
   */
  List<PayoutOutput> due(Set<Long> without) {
    return due(false, without, terms.maxOutputs());
  }

  /** The next of those who are set aside. */
  Optional<PayoutOutput> setAside(Set<Long> without) {
    return due(true, without, 1).stream().findFirst();
  }

  private List<PayoutOutput> due(boolean setAside, Set<Long> without, int limit) {
    SqlQuery query =
        SqlQuery.of(
            DUE,
            terms.minimum().baseUnits(),
            terms.highestWish().baseUnits(),
            setAside,
            SqlArray.numbers(List.copyOf(without), id -> id),
            operator.orElse(""),
            limit);
    return Transaction.reading(database, transaction -> query.list(transaction, PayoutOutput::of));
  }

  /**
   * What of a payment can be made with so much money: all of it or, of the operator's own, a part.
   */
  Optional<PayoutOutput> within(Amount left, PayoutOutput payment) {
    if (payment.amount().compareTo(left) <= 0) {
      return Optional.of(payment);
    }
    boolean part = isOperator(payment) && left.compareTo(terms.minimum()) >= 0;
    return part
        ? Optional.of(new PayoutOutput(payment.minerId(), payment.address(), left))
        : Optional.empty();
  }

  private boolean isOperator(PayoutOutput payment) {
    return operator.filter(payment.address()::equals).isPresent();
  }
}
