package org.opensy.mining.pool.payout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.config.PayoutSettings;
import org.opensy.mining.pool.sql.Row;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/**
 * A miner's own minimum payout; it counts where it is higher than the pool's. Anybody can mine with
 * anybody's address, so what a password asks for is bounded, and stands back behind what the owner
 * signed or an operator set. Thread-safe.
 *
 * @param amount positive
 * @param source whose word it is
 * @param since when it was said
 */
public record MinimumPayout(Amount amount, Source source, Instant since) {
  private static final String LOCK =
      "select id, minimum_payout, minimum_payout_source from miners where address = ? for update";
  private static final String SET =
      "update miners set minimum_payout = ?, minimum_payout_source = ?, minimum_payout_at = ?"
          + " where id = ?";
  private static final String CHANGE =
      "insert into minimum_payout_changes (miner_id, at, minimum, source, said_by)"
          + " values (?, ?, ?, ?, ?)";
  private static final String GET =
      "select minimum_payout, minimum_payout_source, minimum_payout_at from miners"
          + " where address = ? and minimum_payout is not null";
  private static final String CHANGES =
      """
      select c.at, c.minimum, c.source, c.said_by
      from minimum_payout_changes c join miners m on m.id = c.miner_id
      where m.address = ? order by c.id desc limit ?
      """;

  /** Whose word a minimum is. */
  public enum Source {
    /** Of whoever mined with the address, by the password of a login. */
    PASSWORD,
    /** Of the owner of the address, by signature. */
    SIGNATURE,
    /** Of an operator. */
    OPERATOR;

    /** Whether this word changes what that one said: a password's changes only a password's. */
    public boolean mayChange(Source other) {
      return this != PASSWORD || other == PASSWORD;
    }
  }

  /**
   * What somebody wants.
   *
   * @param minimum positive; empty for the pool's
   * @param source whose word it is
   * @param saidBy worker and network address of who logged in, or the operator's name
   */
  public record Wish(Optional<Amount> minimum, Source source, String saidBy) {}

  /**
   * A change that was made.
   *
   * @param at when
   * @param wish what was wanted, by whom
   */
  public record Change(Instant at, Wish wish) {}

  /** What became of a wish. */
  public enum Outcome {
    /** It counts now. */
    CHANGED,
    /** It counted already. */
    UNCHANGED,
    /** Somebody whose word counts more has said otherwise. */
    OUTRANKED,
    /** Nobody has mined with this address. */
    UNKNOWN_MINER
  }

  private record Present(long minerId, Optional<Amount> minimum, Optional<Source> source) {

    static Present of(Row row) {
      return new Present(
          row.number(1),
          row.optionalNumber(2).map(Amount::ofBaseUnits),
          row.optionalText(3).map(Source::valueOf));
    }

    boolean is(Wish wish) {
      return minimum.equals(wish.minimum())
          && (minimum.isEmpty() || source.equals(Optional.of(wish.source())));
    }
  }

  /** Sets a miner's minimum or takes it back, and notes who changed it. */
  public static Outcome set(Transaction transaction, Address miner, Wish wish, Instant now) {
    return SqlQuery.of(LOCK, miner.toString())
        .first(transaction, Present::of)
        .map(present -> set(transaction, present, wish, now))
        .orElse(Outcome.UNKNOWN_MINER);
  }

  /** The same in a transaction of its own. */
  public static Outcome set(DataSource database, Address miner, Wish wish, Instant now) {
    return Transaction.in(database, transaction -> set(transaction, miner, wish, now));
  }

  private static Outcome set(Transaction transaction, Present present, Wish wish, Instant now) {
    if (present.is(wish)) {
      return Outcome.UNCHANGED;
    }
    if (present.source().filter(other -> !wish.source().mayChange(other)).isPresent()) {
      return Outcome.OUTRANKED;
    }
    Optional<Long> units = wish.minimum().map(Amount::baseUnits);
    String source = wish.source().name();
    SqlQuery.of(SET, units, units.map(any -> source), units.map(any -> now), present.minerId())
        .update(transaction);
    SqlQuery.of(CHANGE, present.minerId(), now, units, source, wish.saidBy()).update(transaction);
    return Outcome.CHANGED;
  }

  /** A miner's own minimum; nothing if it has none or is unknown. */
  public static Optional<MinimumPayout> of(Transaction transaction, String address) {
    return SqlQuery.of(GET, address)
        .first(
            transaction,
            row ->
                new MinimumPayout(
                    Amount.ofBaseUnits(row.number(1)),
                    Source.valueOf(row.text(2)),
                    row.instant(3)));
  }

  /** How a miner's minimum changed, newest first. */
  public static List<Change> changes(Transaction transaction, String address, int limit) {
    return SqlQuery.of(CHANGES, address, limit)
        .list(
            transaction,
            row ->
                new Change(
                    row.instant(1),
                    new Wish(
                        row.optionalNumber(2).map(Amount::ofBaseUnits),
                        Source.valueOf(row.text(3)),
                        row.text(4))));
  }

  /**
   * The balance from which the miner is paid. A password's word is bounded here too: the bound may
   * be younger than the word.
   */
  public Amount counting(PayoutSettings.Terms terms) {
    Amount own = source == Source.PASSWORD ? lower(amount, terms.highestWish()) : amount;
    return own.compareTo(terms.minimum()) > 0 ? own : terms.minimum();
  }

  private static Amount lower(Amount one, Amount other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
