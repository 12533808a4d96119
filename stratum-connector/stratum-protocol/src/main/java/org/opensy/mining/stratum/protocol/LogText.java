package org.opensy.mining.stratum.protocol;

/**
 * Text of others on its way to a log: what could end the line, turn the reading direction or hide
 * is written as {@code \}{@code u} and four hex digits. Whoever logs what came over a wire logs it
 * through this class. Thread-safe.
 */
public final class LogText {
  /** Characters after which {@link #of} leaves the rest out. */
  public static final int LONGEST = 300;

  private static final char LEFT_OUT = '\u2026';

  private LogText() {}

  /** The text, escaped, and cut after {@link #LONGEST} characters of it; "null" for none. */
  public static String of(Object foreign) {
    String text = String.valueOf(foreign);
    return text.length() <= LONGEST
        ? escaped(text)
        : escaped(text.substring(0, LONGEST)) + LEFT_OUT;
  }

  /** The whole text, escaped; a backslash is doubled, so that nothing can look as if it was. */
  public static String escaped(String foreign) {
    StringBuilder safe = new StringBuilder(foreign.length());
    foreign.codePoints().forEach(point -> append(safe, point));
    return safe.toString();
  }

  private static void append(StringBuilder safe, int point) {
    if (point == '\\') {
      safe.append("\\\\");
    } else if (isHarmless(point)) {
      safe.appendCodePoint(point);
    } else {
      for (char unit : Character.toChars(point)) {
        safe.append(String.format("\\u%04x", (int) unit));
      }
    }
  }

  /**
   * Control characters, formats (the bidirectional ones among them), line ends, lone surrogates.
   */
  private static boolean isHarmless(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
