package org.opensy.mining.pool.act;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;
import org.opensy.mining.stratum.protocol.LogText;

/** The table of acts. Thread-safe. */
final class ActTable {
  private static final String INSERT =
      """
      insert into operator_acts
        (at, operator, source, method, target, body, digest, idempotency_key, status, answer)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict do nothing
      """;
  private static final String OF_KEY =
      "select digest, status, answer from operator_acts where idempotency_key = ? and status < 500";
  private static final String TAKE_KEY = "select pg_try_advisory_xact_lock(hashtextextended(?, 0))";
  private static final String LATEST =
      """
      select id, at, operator, source, method, target, body,
             coalesce(idempotency_key, '') as idempotency_key, status, answer
      from operator_acts where id < ? order by id desc limit ?
      """;

  private ActTable() {}

  /** What a key was used for. */
  record Used(String digest, ActAnswer answer) {}

  /**
   * Adds an act.
   *
   * @return false if another act has the key
   */
  static boolean insert(
      Transaction transaction, OperatorRequest request, ActAnswer answer, Instant at) {
    OperatorRequest.Call call = request.call();
    return SqlQuery.of(
                INSERT,
                at,
                LogText.escaped(request.caller().operator()),
                request.caller().source(),
                call.method(),
                LogText.escaped(call.target()),
                LogText.escaped(call.body()),
                call.digest(),
                request.key(),
                answer.status(),
                answer.text())
            .update(transaction)
        > 0;
  }

  /** Keeps the key from others until the transaction ends; false if another one has it now. */
  static boolean take(Transaction transaction, String key) {
    return SqlQuery.of(TAKE_KEY, key).one(transaction, row -> row.flag(1));
  }

  /** The act that has the key, unless it failed. */
  static Optional<Used> find(Transaction transaction, String key) {
    return SqlQuery.of(OF_KEY, key)
        .first(
            transaction,
            row ->
                new Used(
                    row.text("digest"), new ActAnswer(row.integer("status"), row.text("answer"))));
  }

  static List<OperatorAct> latest(Transaction transaction, long before, int limit) {
    return SqlQuery.of(LATEST, before, limit).list(transaction, OperatorAct::of);
  }
}
