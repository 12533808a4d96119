package org.opensy.mining.settings;

import java.util.function.Function;

/**
 * How a value is written.
 *
 * @param expected completes the sentence "expected …"; may be empty if all messages of the parser
 *     are shown
 * @param parser throws IllegalArgumentException for a text that it cannot use; its message is not
 *     shown, unless the format is {@link #explained}
 */
public record SettingFormat<T>(String expected, Function<String, T> parser) {
  /** Any text. */
  public static final SettingFormat<String> TEXT = new SettingFormat<>("a text", text -> text);

  /** {@code true} or {@code false}. */
  public static final SettingFormat<Boolean> FLAG = either("true", "false");

  /** Of a parser all of whose messages may be shown. */
  public static <T> SettingFormat<T> explained(String expected, Function<String, T> parser) {
    return new SettingFormat<>(
        expected,
        text -> {
          try {
            return parser.apply(text);
          } catch (IllegalArgumentException e) {
            throw new UnusableValueException(e);
          }
        });
  }

  /** One of two words: true for the first, false for the second. */
  public static SettingFormat<Boolean> either(String first, String second) {
    return new SettingFormat<>(
        first + " or " + second,
        text -> {
          if (!text.equals(first) && !text.equals(second)) {
            throw new IllegalArgumentException("neither");
          }
          return text.equals(first);
        });
  }

  /**
   * Reads a whole number written in the digits 0 to 9, without a plus sign and leading zeros: what
   * begins with 0 is octal to some.
   *
   * @throws NumberFormatException for anything else
   */
  public static long wholeNumber(String text) {
    if (!text.matches("0|-?[1-9][0-9]*")) {
      throw new NumberFormatException("not a whole number");
    }
    return Long.parseLong(text);
  }

  /** A whole number within bounds, both included. */
  public static SettingFormat<Integer> number(int least, int most) {
    return new SettingFormat<>(
        "a whole number from " + least + " to " + most,
        text -> {
          long number = wholeNumber(text);
          if (number < least || number > most) {
            throw new IllegalArgumentException("out of bounds");
          }
          return (int) number;
        });
  }
}
