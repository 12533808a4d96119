package org.opensy.mining.pool.payout;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.TransactionId;
import org.opensy.mining.pool.config.PayoutSettings.FeePayer;
import org.opensy.mining.pool.ledger.SqlTime;

/** Payouts as rows. Thread-safe. */
final class PayoutTable {
  private static final String INSERT =
      "insert into payouts (reference, status, wallet, fee_from, total, created_at, status_at)"
          + " values (?, 'RESERVED', ?, ?, ?, ?, ?) returning id";
  private static final String INSERT_OUTPUTS =
      "insert into payout_outputs (payout_id, miner_id, amount)"
          + " select ?, o.miner, o.amount from unnest(?::bigint[], ?::bigint[]) as o (miner, amount)";
  private static final String SELECT =
      "select id, reference, status, wallet, fee_from, since_block, asked_at, txid, network_fee,"
          + " reason, created_at from payouts";
  private static final String OPEN =
      SELECT
          + " where status in ('RESERVED', 'SUBMITTING', 'SUBMITTED', 'NEEDS_REVIEW') order by id";
  private static final String BY_REFERENCE = SELECT + " where reference = ?";
  private static final String LATEST = SELECT + " order by id desc limit ?";
  private static final String OUTPUTS =
      "select o.miner_id, m.address, o.amount from payout_outputs o"
          + " join miners m on m.id = o.miner_id where o.payout_id = ? order by o.miner_id";
  private static final String LAST_CREATED = "select max(created_at) from payouts";

  private PayoutTable() {}

  static void insert(Connection connection, String reference, Payout.Order order, Instant when)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setString(1, reference);
      statement.setString(2, order.wallet());
      statement.setString(3, order.feePayer().name());
      statement.setLong(4, order.total().baseUnits());
      statement.setTimestamp(5, SqlTime.of(when));
      statement.setTimestamp(6, SqlTime.of(when));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        insertOutputs(connection, row.getLong(1), order.outputs());
      }
    }
  }

  private static void insertOutputs(Connection connection, long payout, List<PayoutOutput> outputs)
      throws SQLException {
    Array miners =
        connection.createArrayOf("int8", outputs.stream().map(PayoutOutput::minerId).toArray());
    Array amounts =
        connection.createArrayOf(
            "int8", outputs.stream().map(output -> output.amount().baseUnits()).toArray());
    try (PreparedStatement statement = connection.prepareStatement(INSERT_OUTPUTS)) {
      statement.setLong(1, payout);
      statement.setArray(2, miners);
      statement.setArray(3, amounts);
      statement.executeUpdate();
    }
  }

  /** Payouts that are neither confirmed nor failed, oldest first. */
  static List<Payout> open(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(OPEN)) {
      return read(connection, query);
    }
  }

  static Optional<Payout> find(Connection connection, String reference) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(BY_REFERENCE)) {
      query.setString(1, reference);
      return read(connection, query).stream().findFirst();
    }
  }

  /** The latest payouts, newest first. */
  static List<Payout> latest(Connection connection, int limit) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(LATEST)) {
      query.setInt(1, limit);
      return read(connection, query);
    }
  }

  /** Every payout, oldest first. */
  static List<Payout> all(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(SELECT + " order by id")) {
      return read(connection, query);
    }
  }

  /** When money was last set aside. */
  static Optional<Instant> lastCreated(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(LAST_CREATED);
        ResultSet row = query.executeQuery()) {
      row.next();
      return Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant);
    }
  }

  private static List<Payout> read(Connection connection, PreparedStatement query)
      throws SQLException {
    List<Payout> payouts = new ArrayList<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        payouts.add(payout(connection, rows));
      }
    }
    return payouts;
  }

  private static Payout payout(Connection connection, ResultSet row) throws SQLException {
    long id = row.getLong("id");
    Timestamp askedAt = row.getTimestamp("asked_at");
    Optional<Payout.Asked> asked =
        askedAt == null
            ? Optional.empty()
            : Optional.of(
                new Payout.Asked(
                    askedAt.toInstant(), BlockHash.ofDisplayHex(row.getString("since_block"))));
    long fee = row.getLong("network_fee");
    Optional<Amount> networkFee =
        row.wasNull() ? Optional.empty() : Optional.of(Amount.ofBaseUnits(fee));
    Payout.Order order =
        new Payout.Order(
            row.getString("wallet"),
            FeePayer.valueOf(row.getString("fee_from")),
            outputs(connection, id));
    Payout.Fate fate =
        new Payout.Fate(
            PayoutStatus.valueOf(row.getString("status")),
            Optional.ofNullable(row.getString("txid")).map(TransactionId::ofDisplayHex),
            networkFee,
            row.getString("reason"),
            row.getTimestamp("created_at").toInstant());
    return new Payout(id, row.getString("reference"), order, asked, fate);
  }

  private static List<PayoutOutput> outputs(Connection connection, long payout)
      throws SQLException {
    List<PayoutOutput> outputs = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(OUTPUTS)) {
      query.setLong(1, payout);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          outputs.add(
              new PayoutOutput(
                  rows.getLong(1), rows.getString(2), Amount.ofBaseUnits(rows.getLong(3))));
        }
      }
    }
    return outputs;
  }
}
