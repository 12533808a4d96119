package org.opensy.mining.pool.sql;

import java.util.Locale;
import java.util.Set;

/**
 * Hears how long statements take. There is one for all of them, because a statement knows nobody
 * but its connection. Thread-safe.
 */
public interface StatementWatch {
  /** A batch of shares, its commit included. */
  String SHARES = "shares";

  /** Statements with another first word. */
  String OTHER = "other";

  /** All kinds; the others are first words of statements. */
  Set<String> KINDS = Set.of("select", "insert", "update", "delete", "with", SHARES, OTHER);

  /**
   * A statement was run.
   *
   * @param kind one of {@link #KINDS}
   * @param nanos how long that took; of a query, until all that was wanted of its rows was read
   */
  void ran(String kind, long nanos);

  /** The database failed or refused. */
  void failed();

  /** From now on that one hears of all statements of this class loader. */
  static void set(StatementWatch watch) {
    Watched.watch = watch;
  }

  /** Who hears of statements now. */
  static StatementWatch current() {
    return Watched.watch;
  }

  /** The kind of a statement: its first word. */
  static String kind(String sql) {
    String text = sql.stripLeading();
    int end = 0;
    while (end < text.length() && Character.isLetter(text.charAt(end))) {
      end++;
    }
    String word = text.substring(0, end).toLowerCase(Locale.ROOT);
    return KINDS.contains(word) ? word : OTHER;
  }
}
