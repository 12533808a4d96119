package org.opensy.mining.pool.node;

import org.opensy.mining.pool.chain.Amount;

/**
 * What a wallet holds ({@code getbalances}, its own coins only).
 *
 * @param trusted may be spent now: confirmed, or change of the wallet's own payments
 * @param pending sent by others and not confirmed
 * @param immature coinbases that may not be spent yet
 */
public record WalletBalances(Amount trusted, Amount pending, Amount immature) {

  /** All of it. */
  public Amount total() {
    return trusted.plus(pending).plus(immature);
  }
}
