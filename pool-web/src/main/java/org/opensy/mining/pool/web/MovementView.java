package org.opensy.mining.pool.web;

import java.time.Instant;
import org.opensy.mining.pool.money.AccountKind;
import org.opensy.mining.pool.report.Movement;

/**
 * A movement of a miner's money, as it is booked. Each amount is what the balance of that name
 * changed by: less is negative.
 *
 * @param at when it was booked
 * @param kind what happened, such as block_credited
 * @param reference names the event in the books, such as {@code block-credited:<hash>:1}
 */
public record MovementView(
    Instant at,
    String kind,
    String reference,
    Money immature,
    Money payable,
    Money reserved,
    Money paid) {

  static MovementView of(Movement movement) {
    return new MovementView(
        movement.at(),
        SnakeCase.word(movement.kind()),
        movement.key(),
        Money.of(movement.change(AccountKind.MINER_IMMATURE)),
        Money.of(movement.change(AccountKind.MINER_PAYABLE)),
        Money.of(movement.change(AccountKind.MINER_RESERVED)),
        Money.of(movement.change(AccountKind.MINER_PAID)));
  }
}
