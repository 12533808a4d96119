package org.opensy.mining.pool.money;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.sql.DatabaseException;
import org.opensy.mining.pool.sql.SqlArray;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/**
 * Writes events and their postings, within the caller's transaction. The database itself refuses
 * what does not sum to zero, a miner's balance below zero, and a change of anything booked.
 * Thread-safe.
 */
public final class Books {
  private static final String EVENT =
      "insert into money_events (key, kind, at, note) values (?, ?, ?, ?)"
          + " on conflict (key) do nothing returning id";

  /** Accounts are made when they are first needed; in one order, so that none waits for another. */
  private static final String ACCOUNTS =
      """
      insert into accounts (kind, miner_id)
      select n.kind, nullif(n.miner, 0) from unnest(?::text[], ?::bigint[]) as n (kind, miner)
      where not exists (select from accounts a
                        where a.kind = n.kind and coalesce(a.miner_id, 0) = n.miner)
      order by n.kind, n.miner
      on conflict do nothing
      """;

  private static final String POSTINGS =
      """
      insert into postings (event_id, account_id, amount)
      select ?, a.id, n.amount
      from unnest(?::text[], ?::bigint[], ?::bigint[]) as n (kind, miner, amount)
      join accounts a on a.kind = n.kind and coalesce(a.miner_id, 0) = n.miner
      """;

  private static final String BOOKED = "select from money_events where key = ?";

  private Books() {}

  /**
   * Books an event.
   *
   * @param when for people; what is booked when follows from the order of the events
   * @throws FencedException if somebody else has the right to book now
   * @throws DatabaseException also if an event of that key is booked already, or the database
   *     refuses the event, such as for a negative balance
   */
  public static void book(Transaction transaction, Fence fence, MoneyEvent event, Instant when) {
    fence.check(transaction);
    Optional<Long> id = insertEvent(transaction, event, when);
    if (id.isEmpty()) {
      throw new DatabaseException("booked already: " + event.key());
    }
    insertPostings(transaction, id.get(), List.copyOf(event.postings().entrySet()));
  }

  /** Whether an event of that key is booked. */
  public static boolean isBooked(Transaction transaction, String key) {
    return SqlQuery.of(BOOKED, key).exists(transaction);
  }

  private static Optional<Long> insertEvent(
      Transaction transaction, MoneyEvent event, Instant when) {
    return SqlQuery.of(EVENT, event.key(), event.kind().name(), when, event.note())
        .first(transaction, row -> row.number(1));
  }

  private static void insertPostings(
      Transaction transaction, long event, List<Map.Entry<Account, Amount>> postings) {
    SqlArray kinds = SqlArray.texts(postings, entry -> entry.getKey().kind().name());
    SqlArray miners = SqlArray.numbers(postings, entry -> entry.getKey().minerId().orElse(0));
    SqlArray amounts = SqlArray.numbers(postings, entry -> entry.getValue().baseUnits());
    SqlQuery.of(ACCOUNTS, kinds, miners).update(transaction);
    int posted = SqlQuery.of(POSTINGS, event, kinds, miners, amounts).update(transaction);
    if (posted != postings.size()) {
      throw new DatabaseException("not every posting of event " + event + " found its account");
    }
  }
}
