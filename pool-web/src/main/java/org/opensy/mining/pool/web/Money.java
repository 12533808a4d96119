package org.opensy.mining.pool.web;

import java.util.Optional;
import org.opensy.mining.pool.chain.Amount;

/**
 * An amount of money, as texts so that no reader rounds it.
 *
 * @param amount in SYL, with all 8 decimals
 * @param amountUnits in base units, of which a SYL has 100,000,000
 */
public record Money(String amount, String amountUnits) {

  static Money of(Amount amount) {
    return new Money(amount.toString(), Long.toString(amount.baseUnits()));
  }

  /** Null for what is not known. */
  static Money of(Optional<Amount> amount) {
    return amount.map(Money::of).orElse(null);
  }
}
