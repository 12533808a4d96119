package org.opensy.mining.pool.money;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.ledger.SqlTime;

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
   * @throws SQLException also if an event of that key is booked already, or the database refuses
   *     the event, such as for a negative balance
   */
  public static void book(Connection connection, Fence fence, MoneyEvent event, Instant when)
      throws SQLException {
    fence.check(connection);
    OptionalLong id = insertEvent(connection, event, when);
    if (id.isEmpty()) {
      throw new SQLException("booked already: " + event.key());
    }
    insertPostings(connection, id.getAsLong(), List.copyOf(event.postings().entrySet()));
  }

  /** Whether an event of that key is booked. */
  public static boolean isBooked(Connection connection, String key) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(BOOKED)) {
      query.setString(1, key);
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  private static OptionalLong insertEvent(Connection connection, MoneyEvent event, Instant when)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(EVENT)) {
      statement.setString(1, event.key());
      statement.setString(2, event.kind().name());
      statement.setTimestamp(3, SqlTime.of(when));
      statement.setString(4, event.note());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
      }
    }
  }

  private static void insertPostings(
      Connection connection, long event, List<Map.Entry<Account, Amount>> postings)
      throws SQLException {
    Array kinds =
        connection.createArrayOf(
            "text", postings.stream().map(entry -> entry.getKey().kind().name()).toArray());
    Array miners =
        connection.createArrayOf(
            "int8", postings.stream().map(entry -> entry.getKey().minerId().orElse(0)).toArray());
    Array amounts =
        connection.createArrayOf(
            "int8", postings.stream().map(entry -> entry.getValue().baseUnits()).toArray());
    try (PreparedStatement accounts = connection.prepareStatement(ACCOUNTS);
        PreparedStatement lines = connection.prepareStatement(POSTINGS)) {
      accounts.setArray(1, kinds);
      accounts.setArray(2, miners);
      accounts.executeUpdate();
      lines.setLong(1, event);
      lines.setArray(2, kinds);
      lines.setArray(3, miners);
      lines.setArray(4, amounts);
      if (lines.executeUpdate() != postings.size()) {
        throw new SQLException("not every posting of event " + event + " found its account");
      }
    }
  }
}
