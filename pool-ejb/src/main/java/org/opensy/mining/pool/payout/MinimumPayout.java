package org.opensy.mining.pool.payout;

import java.util.Optional;
import javax.sql.DataSource;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/** A miner's own minimum payout; it counts where it is higher than the pool's. Thread-safe. */
public final class MinimumPayout {
  private static final String SET = "update miners set minimum_payout = ? where address = ?";
  private static final String GET =
      "select minimum_payout from miners where address = ? and minimum_payout is not null";

  private MinimumPayout() {}

  /**
   * Sets or, with nothing, removes it.
   *
   * @param minimum positive
   * @return false if nobody has mined with this address
   */
  public static boolean set(DataSource database, Address miner, Optional<Amount> minimum) {
    return Transaction.in(
        database,
        transaction ->
            SqlQuery.of(SET, minimum.map(Amount::baseUnits), miner.toString()).update(transaction)
                > 0);
  }

  /** A miner's own minimum; nothing if it has none or is unknown. */
  public static Optional<Amount> of(Transaction transaction, String address) {
    return SqlQuery.of(GET, address).first(transaction, row -> Amount.ofBaseUnits(row.number(1)));
  }
}
