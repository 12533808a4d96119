package org.opensy.mining.pool.stratum;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.ledger.Database;
import org.opensy.mining.pool.payout.MinimumPayout;
import org.opensy.mining.pool.sql.Transaction;

/** {@link MinimumPayoutRequests} on a real database. */
class MinimumPayoutRequestsTest {
  private static final Amount WISH = Amount.parse("250");

  @Test
  void aWishWaitsForTheMinersFirstShareToBeStored() throws Exception {
    DataSource database = Database.migrated();
    MinimumPayoutRequests minimums = new MinimumPayoutRequests(Network.REGTEST, database);
    minimums.want(Fakes.ADDRESS, WISH);
    minimums.store();
    assertThat(stored(database)).isEmpty();
    Database.update(
        database,
        "insert into miners (address, created_at) values ('" + Fakes.ADDRESS + "', now())");
    minimums.store();
    assertThat(stored(database)).contains(WISH);
    Database.update(database, "update miners set minimum_payout = null");
    minimums.store();
    assertThat(stored(database)).as("it is stored once").isEmpty();
  }

  @Test
  void aDatabaseThatIsAwayLosesNoWish() throws Exception {
    DataSource database = Database.migrated();
    MinimumPayoutRequests minimums = new MinimumPayoutRequests(Network.REGTEST, database);
    Database.update(
        database,
        "insert into miners (address, created_at) values ('" + Fakes.ADDRESS + "', now())");
    Database.update(database, "alter table miners rename to away");
    minimums.want(Fakes.ADDRESS, WISH);
    minimums.store();
    Database.update(database, "alter table away rename to miners");
    minimums.store();
    assertThat(stored(database)).contains(WISH);
  }

  private static Optional<Amount> stored(DataSource database) throws SQLException {
    return Transaction.reading(
        database, transaction -> MinimumPayout.of(transaction, Fakes.ADDRESS));
  }
}
