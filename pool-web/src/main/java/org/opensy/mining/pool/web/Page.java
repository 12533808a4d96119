package org.opensy.mining.pool.web;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * A part of a list.
 *
 * @param items in the order of the list
 * @param next the {@code cursor} with which the list goes on; null at its end
 */
public record Page<T>(List<T> items, String next) {

  /** A list that is there as a whole. */
  static <T> Page<T> whole(List<T> items) {
    return new Page<>(items, null);
  }

  /**
   * A part.
   *
   * @param found one more than the limit if the list goes on
   * @param limit how many are wanted
   * @param number of an entry, by which the list goes on after it
   * @param view of an entry
   */
  static <T, V> Page<V> of(
      List<T> found, int limit, ToLongFunction<T> number, Function<T, V> view) {
    List<T> items = found.subList(0, Math.min(limit, found.size()));
    boolean more = found.size() > limit;
    return new Page<>(
        items.stream().map(view).toList(),
        more ? Cursor.of(number.applyAsLong(items.get(limit - 1))) : null);
  }
}
