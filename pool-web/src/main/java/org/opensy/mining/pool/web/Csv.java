package org.opensy.mining.pool.web;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A table as comma-separated values (RFC 4180). A cell that a spreadsheet would take for a formula
 * begins with an apostrophe; numbers stay numbers. Not thread-safe.
 */
final class Csv {
  /** The most rows of a table. */
  static final int MOST_ROWS = 5000;

  /** The type of their content. */
  static final String TYPE = "text/csv;charset=UTF-8";

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
  private static final Pattern FORMULA = Pattern.compile("[=+\\-@\\t\\r].*", Pattern.DOTALL);
  private static final Pattern QUOTED = Pattern.compile("[\",\\r\\n]");

  private final StringBuilder text = new StringBuilder();

  /** A table with these columns. */
  Csv(String... columns) {
    row((Object[]) columns);
  }

  /** Adds a row. */
  void row(Object... cells) {
    text.append(String.join(",", List.of(cells).stream().map(Csv::cell).toList())).append("\r\n");
  }

  private static String cell(Object value) {
    String cell = value.toString();
    String safe =
        FORMULA.matcher(cell).matches() && !NUMBER.matcher(cell).matches() ? "'" + cell : cell;
    return QUOTED.matcher(safe).find() ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
