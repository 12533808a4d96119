package org.opensy.mining.pool.settlement;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.opensy.mining.pool.ledger.SqlTime;

/** Reasons why nothing is paid until a person has looked. Thread-safe. */
public final class Halts {
  private static final String HALT =
      "insert into payout_halts (cause, reason, at) values (?, ?, ?) on conflict do nothing";
  private static final String OPEN =
      "select cause, reason, at from payout_halts where lifted_at is null order by id";
  private static final String LIFT =
      "update payout_halts set lifted_at = ?, lifted_by = ? where cause = ? and lifted_at is null";

  private Halts() {}

  /**
   * An open halt.
   *
   * @param cause names it, for {@link #lift}
   * @param reason in words
   * @param at since when
   */
  public record Halt(String cause, String reason, Instant at) {}

  /** Stops payouts; does nothing if they are stopped for that cause already. */
  public static void halt(Connection connection, String cause, String reason, Instant when)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(HALT)) {
      statement.setString(1, cause);
      statement.setString(2, reason);
      statement.setTimestamp(3, SqlTime.of(when));
      statement.executeUpdate();
    }
  }

  /** What stops payouts now, oldest first. */
  public static List<Halt> open(Connection connection) throws SQLException {
    List<Halt> halts = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(OPEN);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        halts.add(new Halt(rows.getString(1), rows.getString(2), rows.getTimestamp(3).toInstant()));
      }
    }
    return halts;
  }

  /**
   * A person has looked.
   *
   * @return false if there is no such open halt
   */
  public static boolean lift(Connection connection, String cause, String who, Instant when)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LIFT)) {
      statement.setTimestamp(1, SqlTime.of(when));
      statement.setString(2, who);
      statement.setString(3, cause);
      return statement.executeUpdate() > 0;
    }
  }
}
