package org.opensy.mining.pool.treasury;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * @param failed payouts that were not sent, or are void
 * @param setAside miners whose payment the node refuses
 * @param lastGood when the wallet last made a payout; empty if it never did
 * @param silentWriters instances that have not said for an hour that their shares are stored: no
 *     block is credited before they do
 */
public record TreasuryState(
    Map<AccountKind, Amount> balances,
    int halts,
    int needingReview,
    int failed,
    int setAside,
    Optional<Instant> lastGood,
    List<String> silentWriters) {
  static final TreasuryState EMPTY =
      new TreasuryState(Map.of(), 0, 0, 0, 0, Optional.empty(), List.of());

  private static final String REVIEW = "select count(*) from payouts where status = 'NEEDS_REVIEW'";
  private static final String FAILED = "select count(*) from payouts where status = 'FAILED'";
  private static final String SET_ASIDE = "select count(*) from payees_set_aside";
  private static final String LAST_GOOD =
      "select max(asked_at) from payouts where status in ('SUBMITTED', 'CONFIRMED')";

  static TreasuryState read(DataSource database, Instant now) {
    List<String> silent = new ShareWriters(database).silentWriters(now);
    return Transaction.reading(
        database,
        transaction ->
            new TreasuryState(
                Balances.totals(transaction),
                Halts.open(transaction).size(),
                count(transaction, REVIEW),
                count(transaction, FAILED),
                count(transaction, SET_ASIDE),
                SqlQuery.of(LAST_GOOD).one(transaction, row -> row.optionalInstant(1)),
                silent));
  }

  private static int count(Transaction transaction, String query) {
    return Math.toIntExact(SqlQuery.of(query).one(transaction, row -> row.number(1)));
  }

  /** When the wallet last made a payout, in Unix seconds; 0 if it never did. */
  public long lastGoodSecond() {
    return lastGood.map(Instant::getEpochSecond).orElse(0L);
  }

  /** In base units. */
  public long balance(AccountKind kind) {
    return balances.getOrDefault(kind, Amount.ZERO).baseUnits();
  }
}
