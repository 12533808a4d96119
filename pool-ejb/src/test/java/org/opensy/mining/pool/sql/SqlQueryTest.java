package org.opensy.mining.pool.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.ledger.Database;

/** Values on their way into the database and out again. */
class SqlQueryTest {
  private static final BigInteger LARGE = BigInteger.ONE.shiftLeft(200);

  private DataSource database;

  @BeforeEach
  void open() throws SQLException {
    database = Database.empty();
  }

  @Test
  void everyTypeComesOutAsItWentIn() {
    Instant instant = Instant.parse("2026-11-24T12:00:00.123456Z");
    SqlQuery query =
        SqlQuery.of(
            "select ?::text as t, ?::bigint as n, ?::integer as i, ?::numeric as w,"
                + " ?::numeric as d, ?::timestamptz as at, ?::boolean as f",
            "x'y",
            Long.MIN_VALUE,
            7,
            LARGE,
            new BigDecimal("1.50"),
            instant,
            true);
    assertThatObject(one(query, row -> row.text("t"))).isEqualTo("x'y");
    assertThatObject(one(query, row -> row.number("n"))).isEqualTo(Long.MIN_VALUE);
    assertThatObject(one(query, row -> row.integer("i"))).isEqualTo(7);
    assertThatObject(one(query, row -> row.whole("w"))).isEqualTo(LARGE);
    assertThatObject(one(query, row -> row.decimal("d"))).isEqualTo(new BigDecimal("1.50"));
    assertThatObject(one(query, row -> row.instant("at"))).isEqualTo(instant);
    assertThatObject(one(query, row -> row.flag("f"))).isEqualTo(true);
    assertThatObject(one(query, row -> row.optionalText(1))).isEqualTo(Optional.of("x'y"));
    assertThatObject(one(query, row -> row.optionalNumber(2)))
        .isEqualTo(Optional.of(Long.MIN_VALUE));
    assertThatObject(one(query, row -> row.optionalInstant(6))).isEqualTo(Optional.of(instant));
  }

  @Test
  void instantsLoseWhatIsBelowAMicrosecondAndAreNeverRoundedUp() {
    Instant precise = Instant.parse("2026-11-24T12:00:00.123456999Z");
    assertThatObject(one(SqlQuery.of("select ?::timestamptz", precise), row -> row.instant(1)))
        .isEqualTo(Instant.parse("2026-11-24T12:00:00.123456Z"));
  }

  @Test
  void nothingIsNullBothWays() {
    SqlQuery query =
        SqlQuery.of("select ?::bigint as n, ?::text", Optional.empty(), Optional.of("x"));
    assertThatObject(one(query, row -> row.optionalNumber("n"))).isEqualTo(Optional.empty());
    assertThatObject(one(query, row -> row.optionalText(2))).isEqualTo(Optional.of("x"));
    assertThatThrownBy(() -> one(query, row -> row.number("n")))
        .isInstanceOf(DatabaseException.class)
        .hasMessage("column 1 is null");
  }

  @Test
  void aNumberThatIsNotWholeAndAColumnThatIsNotThereAreRefused() {
    SqlQuery query = SqlQuery.of("select 1.5 as d");
    assertThatThrownBy(() -> one(query, row -> row.whole("d")))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> one(query, row -> row.text("e")))
        .isInstanceOf(DatabaseException.class);
    assertThatThrownBy(() -> one(query, row -> row.number(1)))
        .isInstanceOf(DatabaseException.class);
  }

  @Test
  void arraysComeOutInTheirOrder() {
    List<String> items = Arrays.asList("a", null, "c");
    SqlQuery query =
        SqlQuery.of(
            "select s.t, s.n, s.w from unnest(?::text[], ?::bigint[], ?::numeric[])"
                + " with ordinality as s (t, n, w, place) order by s.place",
            SqlArray.texts(items, item -> item),
            SqlArray.numbers(List.of(3L, 2L, 1L), item -> item),
            SqlArray.wholes(List.of(LARGE, BigInteger.ONE, BigInteger.TWO), item -> item));
    assertThat(list(query, row -> row.optionalText(1)))
        .containsExactly(Optional.of("a"), Optional.empty(), Optional.of("c"));
    assertThat(list(query, row -> row.number(2))).containsExactly(3L, 2L, 1L);
    assertThat(list(query, row -> row.whole(3)))
        .containsExactly(LARGE, BigInteger.ONE, BigInteger.TWO);
  }

  @Test
  void aWalkEndsWhenItHasEnoughOrThereIsNoMore() {
    assertThat(walk(2500, 1700)).hasSize(1700);
    assertThat(walk(2500, 9999)).hasSize(2500).endsWith(2500);
    assertThat(walk(0, 1)).isEmpty();
  }

  private List<Integer> walk(int rows, int enough) {
    List<Integer> seen = new ArrayList<>();
    Transaction.run(
        database,
        transaction ->
            SqlQuery.of("select generate_series(1, ?)", rows)
                .walk(
                    transaction,
                    row -> {
                      seen.add(row.integer(1));
                      return seen.size() < enough;
                    }));
    return seen;
  }

  @Test
  void theFirstRowTheOneAndWhetherThereIsAny() {
    SqlQuery none = SqlQuery.of("select 1 where false");
    SqlQuery two = SqlQuery.of("select generate_series(1, 2)");
    assertThatObject(Transaction.in(database, t -> none.first(t, row -> row.integer(1))))
        .isEqualTo(Optional.empty());
    assertThatObject(Transaction.in(database, t -> two.first(t, row -> row.integer(1))))
        .isEqualTo(Optional.of(1));
    assertThatObject(Transaction.in(database, none::exists)).isEqualTo(false);
    assertThatObject(Transaction.in(database, two::exists)).isEqualTo(true);
    assertThatThrownBy(() -> one(none, row -> row.integer(1)))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("no row");
  }

  private <T> T one(SqlQuery query, Function<Row, T> reader) {
    return Transaction.in(database, transaction -> query.one(transaction, reader));
  }

  private <T> List<T> list(SqlQuery query, Function<Row, T> reader) {
    return Transaction.in(database, transaction -> query.list(transaction, reader));
  }
}
