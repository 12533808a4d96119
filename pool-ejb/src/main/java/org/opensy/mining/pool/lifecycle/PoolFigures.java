package org.opensy.mining.pool.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.money.AccountKind;
import org.opensy.mining.pool.money.Balances;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/**
 * Figures of the whole pool, as the database has them.
 *
 * @param miners addresses with an accepted share in the last ten minutes
 * @param workers their workers
 * @param hashrates hashes a second of those who do most, {@value #MOST_MINERS} at most
 * @param hashrate hashes a second of all
 * @param payouts payments that the wallet made
 * @param paid what they paid, in base units
 * @param pending what miners can be paid or is on its way, in base units
 * @param fees fees of matured blocks, in base units
 * @param connections of the pool's role to the database
 */
record PoolFigures(
    long miners,
    long workers,
    Map<String, Double> hashrates,
    double hashrate,
    long payouts,
    long paid,
    long pending,
    long fees,
    long connections) {
  /** So many miners have a hash rate of their own. */
  static final int MOST_MINERS = 20;

  private static final long SLOT_SECONDS = 600;

  private static final String AT_WORK =
      "select count(distinct miner_id), count(*) from workers where last_share_at >= ?";

  private static final String ALL_WORK =
      "select coalesce(sum(work), 0) from share_slots"
          + " where scheme in ('PPLNS', 'PROP', 'PPS', 'SOLO') and slot >= ?";

  private static final String MOST_WORK =
      "select m.address, sum(s.work) from share_slots s join miners m on m.id = s.miner_id"
          + " where s.scheme in ('PPLNS', 'PROP', 'PPS', 'SOLO') and s.slot >= ?"
          + " group by m.address order by 2 desc, 1 limit ?";

  private static final String PAID =
      "select count(*), coalesce(sum(total), 0)::bigint from payouts"
          + " where status in ('SUBMITTED', 'CONFIRMED')";

  private static final String FEES =
      "select coalesce(sum(r.fee), 0)::bigint from block_rewards r"
          + " join blocks b on b.id = r.block_id where b.status = 'MATURED'";

  private static final String CONNECTIONS =
      "select count(*) from pg_stat_activity"
          + " where usename = current_user and datname = current_database()";

  static PoolFigures read(DataSource database, Instant now) {
    return Transaction.reading(database, transaction -> read(transaction, now));
  }

  private static PoolFigures read(Transaction transaction, Instant now) {
    Instant since = slotBefore(now);
    double seconds = Duration.between(since, now).toSeconds();
    Map<String, Double> hashrates = new LinkedHashMap<>();
    SqlQuery.of(MOST_WORK, since, MOST_MINERS)
        .list(
            transaction, row -> hashrates.put(row.text(1), row.decimal(2).doubleValue() / seconds));
    Map<AccountKind, Amount> balances = Balances.totals(transaction);
    long[] atWork =
        SqlQuery.of(AT_WORK, now.minusSeconds(SLOT_SECONDS))
            .one(transaction, row -> new long[] {row.number(1), row.number(2)});
    long[] paid =
        SqlQuery.of(PAID).one(transaction, row -> new long[] {row.number(1), row.number(2)});
    return new PoolFigures(
        atWork[0],
        atWork[1],
        hashrates,
        SqlQuery.of(ALL_WORK, since).one(transaction, row -> row.decimal(1).doubleValue())
            / seconds,
        paid[0],
        paid[1],
        balances
            .get(AccountKind.MINER_PAYABLE)
            .plus(balances.get(AccountKind.MINER_RESERVED))
            .baseUnits(),
        number(transaction, FEES),
        number(transaction, CONNECTIONS));
  }

  private static long number(Transaction transaction, String query) {
    return SqlQuery.of(query).one(transaction, row -> row.number(1));
  }

  /** When the slot began before the one of now. */
  private static Instant slotBefore(Instant now) {
    long second = now.getEpochSecond();
    return Instant.ofEpochSecond(second - Math.floorMod(second, SLOT_SECONDS) - SLOT_SECONDS);
  }
}
