package org.opensy.mining.pool.payout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.TransactionId;
import org.opensy.mining.pool.config.PayoutSettings.FeePayer;
import org.opensy.mining.pool.sql.Row;
import org.opensy.mining.pool.sql.SqlArray;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

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

  static void insert(Transaction transaction, String reference, Payout.Order order, Instant when) {
    long total = order.total().baseUnits();
    long id =
        SqlQuery.of(INSERT, reference, order.wallet(), order.feePayer().name(), total, when, when)
            .one(transaction, row -> row.number(1));
    List<PayoutOutput> outputs = order.outputs();
    SqlQuery.of(
            INSERT_OUTPUTS,
            id,
            SqlArray.numbers(outputs, PayoutOutput::minerId),
            SqlArray.numbers(outputs, output -> output.amount().baseUnits()))
        .update(transaction);
  }

  /** Payouts that are neither confirmed nor failed, oldest first. */
  static List<Payout> open(Transaction transaction) {
    return read(transaction, SqlQuery.of(OPEN));
  }

  static Optional<Payout> find(Transaction transaction, String reference) {
    return read(transaction, SqlQuery.of(BY_REFERENCE, reference)).stream().findFirst();
  }

  /** The latest payouts, newest first. */
  static List<Payout> latest(Transaction transaction, int limit) {
    return read(transaction, SqlQuery.of(LATEST, limit));
  }

  /** Every payout, oldest first. */
  static List<Payout> all(Transaction transaction) {
    return read(transaction, SqlQuery.of(SELECT + " order by id"));
  }

  /** When money was last set aside. */
  static Optional<Instant> lastCreated(Transaction transaction) {
    return SqlQuery.of(LAST_CREATED).one(transaction, row -> row.optionalInstant(1));
  }

  private static List<Payout> read(Transaction transaction, SqlQuery query) {
    return query.list(transaction, row -> payout(transaction, row));
  }

  private static Payout payout(Transaction transaction, Row row) {
    long id = row.number("id");
    Optional<Payout.Asked> asked =
        row.optionalInstant("asked_at")
            .map(at -> new Payout.Asked(at, BlockHash.ofDisplayHex(row.text("since_block"))));
    Payout.Order order =
        new Payout.Order(
            row.text("wallet"),
            FeePayer.valueOf(row.text("fee_from")),
            SqlQuery.of(OUTPUTS, id).list(transaction, PayoutOutput::of));
    Payout.Outcome outcome =
        new Payout.Outcome(
            PayoutStatus.valueOf(row.text("status")),
            row.optionalText("txid").map(TransactionId::ofDisplayHex),
            row.optionalNumber("network_fee").map(Amount::ofBaseUnits),
            row.text("reason"),
            row.instant("created_at"));
    return new Payout(id, row.text("reference"), order, asked, outcome);
  }
}
