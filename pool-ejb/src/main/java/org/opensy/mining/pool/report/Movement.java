package org.opensy.mining.pool.report;

import java.time.Instant;
import java.util.Map;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.money.AccountKind;
import org.opensy.mining.pool.money.EventKind;

/**
 * An event of the books as far as it moved a miner's money.
 *
 * @param event its number
 * @param key names it, such as {@code block-credited:<hash>:1}
 * @param changes of the miner's accounts: more is positive, less is negative
 */
public record Movement(
    long event, Instant at, EventKind kind, String key, Map<AccountKind, Amount> changes) {

  /** Takes a copy. */
  public Movement {
    changes = Map.copyOf(changes);
  }

  /** What an account got, or lost if negative. */
  public Amount change(AccountKind account) {
    return changes.getOrDefault(account, Amount.ZERO);
  }
}
