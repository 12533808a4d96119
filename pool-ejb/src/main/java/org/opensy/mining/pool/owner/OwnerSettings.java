package org.opensy.mining.pool.owner;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.ledger.SchemaMigration;
import org.opensy.mining.pool.payout.MinimumPayout;
import org.opensy.mining.pool.sql.DatabaseException;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/**
 * The settings of owners, in the database. Every method throws a {@link DatabaseException} if that
 * does not answer. Thread-safe.
 */
@ApplicationScoped
public class OwnerSettings {
  private static final String GET = "select is_listed, hides_workers from miners where address = ?";
  private static final String SET =
      "update miners set is_listed = ?, hides_workers = ? where address = ?";
  private static final String SAID_BY = "the owner";

  @Resource(lookup = SchemaMigration.DATA_SOURCE)
  private DataSource database;

  private final InstantSource clock;

  /** For the container's proxy. */
  protected OwnerSettings() {
    this(null);
  }

  @Inject
  OwnerSettings(InstantSource clock) {
    this.clock = clock;
  }

  /** On this database. */
  public OwnerSettings(DataSource database, InstantSource clock) {
    this(clock);
    this.database = database;
  }

  /**
   * What the public may see of a miner.
   *
   * @param isListed whether it may be among the pool's largest
   * @param hidesWorkers whether the names of its machines are nobody's business
   */
  public record Privacy(boolean isListed, boolean hidesWorkers) {}

  /**
   * All of it.
   *
   * @param minimumPayout empty for the pool's; whoever said it
   * @param privacy what the public may see
   */
  public record Present(Optional<MinimumPayout> minimumPayout, Privacy privacy) {}

  /** What counts now; nothing if nobody has mined with this address. */
  public Optional<Present> of(Address owner) {
    return Transaction.reading(database, transaction -> read(transaction, owner));
  }

  /**
   * Sets all of it in one transaction. No login and no operator's former word stands above it.
   *
   * @param minimumPayout positive; empty for the pool's, which a password may change again
   * @return what counts now; nothing if nobody has mined with this address
   */
  public Optional<Present> set(Address owner, Optional<Amount> minimumPayout, Privacy privacy) {
    return Transaction.in(
        database,
        transaction -> {
          MinimumPayout.set(
              transaction,
              owner,
              new MinimumPayout.Wish(minimumPayout, MinimumPayout.Source.SIGNATURE, SAID_BY),
              clock.instant());
          SqlQuery.of(SET, privacy.isListed(), privacy.hidesWorkers(), owner.toString())
              .update(transaction);
          return read(transaction, owner);
        });
  }

  private static Optional<Present> read(Transaction transaction, Address owner) {
    String address = owner.toString();
    return SqlQuery.of(GET, address)
        .first(transaction, row -> new Privacy(row.flag(1), row.flag(2)))
        .map(privacy -> new Present(MinimumPayout.of(transaction, address), privacy));
  }
}
