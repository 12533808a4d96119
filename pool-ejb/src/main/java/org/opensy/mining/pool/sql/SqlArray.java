package org.opensy.mining.pool.sql;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * An array as the value of a question mark, for {@code unnest}.
 *
 * @param type of its elements, as PostgreSQL names it
 * @param values may hold null
 */
public record SqlArray(String type, List<?> values) {

  /** Takes a copy. */
  public SqlArray {
    values = Collections.unmodifiableList(new ArrayList<>(values));
  }

  /** Elements of any type that the driver knows. */
  public static <T> SqlArray of(
      String type, Collection<? extends T> items, Function<? super T, ?> value) {
    return new SqlArray(type, items.stream().<Object>map(value).toList());
  }

  /** Elements of type {@code text}. */
  public static <T> SqlArray texts(
      Collection<? extends T> items, Function<? super T, String> value) {
    return of("text", items, value);
  }

  /** Elements of type {@code bigint}. */
  public static <T> SqlArray numbers(
      Collection<? extends T> items, Function<? super T, Long> value) {
    return of("int8", items, value);
  }

  /** Elements of type {@code numeric}, whole. */
  public static <T> SqlArray wholes(
      Collection<? extends T> items, Function<? super T, BigInteger> value) {
    return of("numeric", items, item -> new BigDecimal(value.apply(item)));
  }
}
