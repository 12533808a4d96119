package org.opensy.mining.pool.payout;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.TransactionId;
import org.opensy.mining.pool.config.PayoutSettings.FeePayer;
import org.opensy.mining.pool.ledger.SqlTime;
import org.opensy.mining.pool.ledger.SqlWork;
import org.opensy.mining.pool.money.Books;
import org.opensy.mining.pool.money.Fence;

/**
 * The steps of a payout: row and postings change together or not at all, and only from the status
 * that was seen. Thread-safe.
 */
final class PayoutBooking {
  private static final String MOVE =
      "update payouts set status = ?, status_at = ?, reason = ? where id = ? and status = ?";
  private static final String ASKED =
      "update payouts set asked_at = ?, since_block = ? where id = ?";
  private static final String SENT = "update payouts set txid = ? where id = ?";
  private static final String FEE = "update payouts set network_fee = ? where id = ?";

  private final DataSource database;
  private final InstantSource clock;

  PayoutBooking(DataSource database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Sets the money aside. */
  void reserve(String reference, Payout.Order order, Fence fence) throws SQLException {
    SqlWork.inTransaction(
        database,
        connection -> {
          Instant now = clock.instant();
          Books.book(connection, fence, PayoutEvents.reserved(reference, order), now);
          PayoutTable.insert(connection, reference, order, now);
          return null;
        });
  }

  /** From now on the wallet may have sent it. */
  void asking(Payout payout, BlockHash since, Fence fence) throws SQLException {
    step(
        fence,
        (connection, now) -> {
          update(connection, ASKED, SqlTime.of(now), since.toString(), payout.id());
          move(connection, payout, PayoutStatus.SUBMITTING, "", now);
        });
  }

  /** The wallet has made the transaction. */
  void submitted(Payout payout, TransactionId txid, Fence fence) throws SQLException {
    step(
        fence,
        (connection, now) -> {
          update(connection, SENT, txid.toString(), payout.id());
          move(connection, payout, PayoutStatus.SUBMITTED, "", now);
          Books.book(connection, fence, PayoutEvents.submitted(payout), now);
        });
  }

  /** The transaction that was under review counts after all; it is booked already. */
  void confirmedToBeSent(Payout payout, Fence fence) throws SQLException {
    step(fence, (connection, now) -> move(connection, payout, PayoutStatus.SUBMITTED, "", now));
  }

  /** The transaction is deep enough. */
  void confirmed(Payout payout, Amount fee, Fence fence) throws SQLException {
    step(
        fence,
        (connection, now) -> {
          move(connection, payout, PayoutStatus.CONFIRMED, "", now);
          update(connection, FEE, fee.baseUnits(), payout.id());
          if (payout.order().feePayer() == FeePayer.POOL && fee.baseUnits() > 0) {
            Books.book(connection, fence, PayoutEvents.feePaid(payout, fee), now);
          }
        });
  }

  /** It was not sent, or what was sent counts for nothing: the money is payable again. */
  void failed(Payout payout, String reason, Fence fence) throws SQLException {
    boolean wasBooked = payout.fate().txid().isPresent();
    step(
        fence,
        (connection, now) -> {
          move(connection, payout, PayoutStatus.FAILED, reason, now);
          Books.book(
              connection,
              fence,
              wasBooked
                  ? PayoutEvents.returned(payout, reason)
                  : PayoutEvents.failed(payout, reason),
              now);
        });
  }

  /** Only a person can tell. */
  void needsReview(Payout payout, String reason, Fence fence) throws SQLException {
    step(
        fence,
        (connection, now) -> move(connection, payout, PayoutStatus.NEEDS_REVIEW, reason, now));
  }

  private static void move(
      Connection connection, Payout payout, PayoutStatus next, String reason, Instant now)
      throws SQLException {
    if (!payout.status().canBecome(next)) {
      throw new IllegalStateException(payout + " cannot become " + next);
    }
    int moved =
        update(
            connection,
            MOVE,
            next.name(),
            SqlTime.of(now),
            reason,
            payout.id(),
            payout.status().name());
    if (moved != 1) {
      throw new SQLException(payout + " is no longer " + payout.status());
    }
  }

  private static int update(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement.executeUpdate();
    }
  }

  private void step(Fence fence, Step step) throws SQLException {
    SqlWork.inTransaction(
        database,
        connection -> {
          fence.check(connection);
          step.on(connection, clock.instant());
          return null;
        });
  }

  @FunctionalInterface
  private interface Step {
    void on(Connection connection, Instant now) throws SQLException;
  }
}
