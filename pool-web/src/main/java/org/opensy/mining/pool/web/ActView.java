package org.opensy.mining.pool.web;

import org.opensy.mining.pool.act.OperatorAct;

/**
 * An operator's act, as the API shows it.
 *
 * @param id rises from act to act
 * @param at ISO 8601, UTC
 * @param operator the name that the operator gave
 * @param source the address that the call came from
 * @param request method, path and query
 * @param body may be empty
 * @param idempotencyKey empty if there was none
 * @param status of the answer; from 400 on nothing was done
 * @param answer its JSON, or from 400 on a sentence
 */
public record ActView(
    long id,
    String at,
    String operator,
    String source,
    String request,
    String body,
    String idempotencyKey,
    int status,
    String answer) {

  static ActView of(OperatorAct act) {
    return new ActView(
        act.id(),
        act.at().toString(),
        act.request().caller().operator(),
        act.request().caller().source(),
        act.request().call().method() + " " + act.request().call().target(),
        act.request().call().body(),
        act.request().key().orElse(""),
        act.answer().status(),
        act.answer().text());
  }
}
