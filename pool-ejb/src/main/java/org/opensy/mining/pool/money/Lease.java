package org.opensy.mining.pool.money;

import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/**
 * Elects the one instance that moves money. The lease says who may begin, by the database's clock;
 * what is already under way is stopped by its {@link Fence}, whatever any clock says. Thread-safe.
 */
public final class Lease {
  /** The lease on everything that books. */
  public static final String MONEY = "money";

  private static final String TAKE =
      """
      insert into leases as l (name, holder, token, expires_at)
      values (?, ?, 1, clock_timestamp() + ? * interval '1 millisecond')
      on conflict (name) do update
        set token = case when l.holder = excluded.holder then l.token else l.token + 1 end,
            holder = excluded.holder, expires_at = excluded.expires_at
        where l.holder = excluded.holder or l.expires_at <= clock_timestamp()
      returning token
      """;
  private static final String GIVE_BACK =
      "update leases set expires_at = clock_timestamp() where name = ? and holder = ?";

  private final DataSource database;
  private final String name;
  private final String holder;
  private final Duration length;

  /**
   * @param holder who asks, unique to this run of this instance
   * @param length after which another one may take over if we are not heard of
   */
  public Lease(DataSource database, String name, String holder, Duration length) {
    this.database = database;
    this.name = name;
    this.holder = holder;
    this.length = length;
  }

  /** Takes or renews the lease; nothing while another instance has it. */
  public Optional<Fence> take() {
    return Transaction.in(
        database,
        transaction ->
            SqlQuery.of(TAKE, name, holder, length.toMillis())
                .first(transaction, row -> new Fence(name, holder, row.number(1))));
  }

  /** Lets another instance take over at once; does nothing if it is not ours. */
  public void giveBack() {
    Transaction.run(
        database, transaction -> SqlQuery.of(GIVE_BACK, name, holder).update(transaction));
  }
}
