package org.opensy.mining.pool.treasury;

import java.time.Instant;
import java.util.Map;
import javax.sql.DataSource;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.ledger.ShareWriters;
import org.opensy.mining.pool.money.AccountKind;
import org.opensy.mining.pool.money.Balances;
import org.opensy.mining.pool.settlement.Halts;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/**
 * What metrics show of the books. Thread-safe.
 *
 * @param balances the sum of each kind of account
 * @param halts reasons why nothing is paid
 * @param needingReview payouts that wait for a person
 * @param silentWriters instances that have not said for an hour that their shares are stored: no
 *     block is credited before they do
 */
public record TreasuryState(
    Map<AccountKind, Amount> balances, int halts, int needingReview, int silentWriters) {
  static final TreasuryState EMPTY = new TreasuryState(Map.of(), 0, 0, 0);

  private static final String REVIEW = "select count(*) from payouts where status = 'NEEDS_REVIEW'";

  static TreasuryState read(DataSource database, Instant now) {
    int silent = new ShareWriters(database).silentWriters(now).size();
    return Transaction.reading(
        database,
        transaction ->
            new TreasuryState(
                Balances.totals(transaction),
                Halts.open(transaction).size(),
                Math.toIntExact(SqlQuery.of(REVIEW).one(transaction, row -> row.number(1))),
                silent));
  }

  /** In base units. */
  public long balance(AccountKind kind) {
    return balances.getOrDefault(kind, Amount.ZERO).baseUnits();
  }
}
