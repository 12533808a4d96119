package org.opensy.mining.coopmine.protocol.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads settings one after the other and remembers what is wrong with them, to say it all at once.
 * The suppliers that it gives are good for use after {@link #check}.
 *
 * <p>Not thread-safe.
 */
public final class KeyReader {
  private final Function<String, Optional<String>> source;
  private final List<String> problems = new ArrayList<>();

  /** Reads from a source that knows the text of each key that is set. */
  public KeyReader(Function<String, Optional<String>> source) {
    this.source = source;
  }

  /**
   * A setting that must be there.
   *
   * @param parser throws IllegalArgumentException with a text that fits behind the key
   */
  public <T> Supplier<T> required(String key, Function<String, T> parser) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      problems.add(key + " is not set");
      return unusable(key);
    }
    return parse(key, text.get(), parser);
  }

  /** A setting with a default. */
  public <T> Supplier<T> optional(String key, T otherwise, Function<String, T> parser) {
    return text(key).map(given -> parse(key, given, parser)).orElse(() -> otherwise);
  }

  /** A number within bounds, with a default. */
  public Supplier<Integer> number(String key, int otherwise, int least, int most) {
    return optional(key, otherwise, text -> number(text, least, most));
  }

  /**
   * Ends the reading.
   *
   * @throws BadSettingsException if anything was wrong
   */
  public void check() {
    if (!problems.isEmpty()) {
      throw new BadSettingsException(problems);
    }
  }

  private Optional<String> text(String key) {
    return source.apply(key).map(String::strip).filter(given -> !given.isEmpty());
  }

  private <T> Supplier<T> parse(String key, String text, Function<String, T> parser) {
    try {
      T value = parser.apply(text);
      return () -> value;
    } catch (IllegalArgumentException e) {
      problems.add(key + " " + e.getMessage());
      return unusable(key);
    }
  }

  private static <T> Supplier<T> unusable(String key) {
    return () -> {
      throw new IllegalStateException(key + " was not checked");
    };
  }

  /** One of two words: true for the first, false for the second. */
  public static Function<String, Boolean> either(String first, String second) {
    return text -> {
      if (!text.equals(first) && !text.equals(second)) {
        throw new IllegalArgumentException("must be " + first + " or " + second);
      }
      return text.equals(first);
    };
  }

  private static int number(String text, int least, int most) {
    String rule = "must be a whole number from " + least + " to " + most;
    try {
      int value = Integer.parseInt(text);
      if (value < least || value > most) {
        throw new IllegalArgumentException(rule);
      }
      return value;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(rule, e);
    }
  }
}
