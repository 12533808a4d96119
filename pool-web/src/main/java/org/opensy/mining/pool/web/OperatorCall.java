package org.opensy.mining.pool.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.BiFunction;
import org.opensy.mining.pool.act.ActAnswer;
import org.opensy.mining.pool.act.OperatorActs;
import org.opensy.mining.pool.act.OperatorRequest;
import org.opensy.mining.pool.sql.Transaction;
import org.opensy.mining.pool.treasury.NotElectedException;

/**
 * An operator's call that is to change something, from {@link ActFilter} to the resource and back.
 * Confined to its request.
 */
final class OperatorCall {
  private static final String PROPERTY = OperatorCall.class.getName();

  private final OperatorRequest request;
  private boolean recorded;

  OperatorCall(OperatorRequest request) {
    this.request = request;
  }

  /** Keeps it with the request that is being answered. */
  void attachTo(ContainerRequestContext context) {
    context.setProperty(PROPERTY, this);
  }

  /** The one that was attached, if any was. */
  static Optional<OperatorCall> of(ContainerRequestContext context) {
    return Optional.ofNullable((OperatorCall) context.getProperty(PROPERTY));
  }

  /** The same for a resource that only gets such calls. */
  static OperatorCall in(ContainerRequestContext context) {
    return of(context).orElseThrow();
  }

  /**
   * Does the act, and answers with what came of it.
   *
   * @param act gets the transaction and who does it
   */
  Response perform(OperatorActs acts, BiFunction<Transaction, String, ActAnswer> act) {
    ActAnswer answer = answer(acts, act);
    recorded = true;
    if (answer.isRefusal()) {
      return Problems.of(answer.status(), answer.text());
    }
    Response.ResponseBuilder response = Response.status(answer.status());
    return answer.text().isEmpty()
        ? response.build()
        : response.type(MediaType.APPLICATION_JSON_TYPE).entity(answer.text()).build();
  }

  private ActAnswer answer(OperatorActs acts, BiFunction<Transaction, String, ActAnswer> act) {
    String who = request.caller().operator();
    try {
      return acts.perform(request, transaction -> act.apply(transaction, who));
    } catch (NotElectedException elsewhere) {
      ActAnswer answer =
          new ActAnswer(
              Response.Status.SERVICE_UNAVAILABLE.getStatusCode(),
              "Another instance of the pool moves the money now.");
      acts.refused(request, answer);
      return answer;
    }
  }

  OperatorRequest request() {
    return request;
  }

  /** Whether there is a row of it. */
  boolean isRecorded() {
    return recorded;
  }
}
