package org.opensy.mining.pool.act;

import java.time.Instant;
import java.util.Optional;
import org.opensy.mining.pool.sql.Row;

/**
 * An act, as it is kept: control and bidirectional characters of operator, target and body are
 * escaped.
 *
 * @param id rises from act to act
 * @param at when it was answered
 * @param request who asked for what
 * @param answer what came of it
 */
public record OperatorAct(long id, Instant at, OperatorRequest request, ActAnswer answer) {

  static OperatorAct of(Row row) {
    return new OperatorAct(
        row.number("id"),
        row.instant("at"),
        new OperatorRequest(
            new OperatorRequest.Caller(row.text("operator"), row.text("source")),
            new OperatorRequest.Call(row.text("method"), row.text("target"), row.text("body")),
            Optional.of(row.text("idempotency_key")).filter(key -> !key.isEmpty())),
        new ActAnswer(row.integer("status"), row.text("answer")));
  }
}
