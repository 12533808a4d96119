package org.opensy.mining.pool.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.opensy.mining.pool.chain.InvalidAddressException;

/**
 * Reads keys as typed values and remembers every problem instead of stopping at the first. A value
 * that could not be read comes back empty. Not thread-safe.
 */
final class KeyReader {
  private final Config config;
  private final List<ConfigProblem> problems = new ArrayList<>();

  KeyReader(Config config) {
    this.config = config;
  }

  /** The problems met so far. */
  List<ConfigProblem> problems() {
    return List.copyOf(problems);
  }

  /** Records a problem. */
  void report(String key, String wrong, String expected) {
    problems.add(new ConfigProblem(key, wrong, expected));
  }

  /** A key that may be left out: trimmed text, empty if missing or blank. */
  Optional<String> text(String key) {
    return config.getOptionalValue(key, String.class).map(String::strip).filter(s -> !s.isEmpty());
  }

  /** A secret, exactly as written; empty if missing. */
  Optional<Secret> secret(String key) {
    return config
        .getOptionalValue(key, String.class)
        .filter(value -> !value.isEmpty())
        .map(Secret::new);
  }

  /**
   * A key that must be there.
   *
   * @param expected completes the sentence "expected …"
   * @param parse throws {@link IllegalArgumentException} for a bad text, whose message is not shown
   */
  <T> Optional<T> required(String key, String expected, Function<String, T> parse) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      report(key, "is missing", expected);
      return Optional.empty();
    }
    return parsed(key, text.get(), expected, parse);
  }

  /** A key that may be left out; a bad value is a problem and comes back empty. */
  <T> Optional<T> optional(String key, String expected, Function<String, T> parse) {
    return text(key).flatMap(text -> parsed(key, text, expected, parse));
  }

  /** A whole number within bounds, both included. */
  Optional<Integer> number(String key, int least, int most) {
    return required(key, bounds(least, most), text -> bounded(text, least, most));
  }

  /** A whole number that may be left out. */
  Optional<Integer> optionalNumber(String key, int least, int most) {
    return optional(key, bounds(least, most), text -> bounded(text, least, most));
  }

  private static String bounds(int least, int most) {
    return "a whole number from " + least + " to " + most;
  }

  private static int bounded(String text, int least, int most) {
    int number = Integer.parseInt(text);
    if (number < least || number > most) {
      throw new IllegalArgumentException("out of bounds");
    }
    return number;
  }

  /** A positive number of seconds, decimals allowed down to a millisecond. */
  Optional<Duration> seconds(String key) {
    return required(
        key,
        "a number of seconds above 0 and up to 3600, such as 10 or 0.5",
        text -> {
          Duration duration = Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000));
          if (duration.isZero() || duration.isNegative() || duration.toSeconds() > 3600) {
            throw new IllegalArgumentException("out of bounds");
          }
          return duration;
        });
  }

  private <T> Optional<T> parsed(
      String key, String text, String expected, Function<String, T> parse) {
    try {
      return Optional.of(parse.apply(text));
    } catch (IllegalArgumentException e) {
      String why = e instanceof InvalidAddressException ? ": " + e.getMessage() : "";
      report(key, "\"" + withoutLogin(text) + "\" is not usable" + why, expected);
      return Optional.empty();
    }
  }

  /** Addresses may hold a user and password by mistake. */
  private static String withoutLogin(String text) {
    return text.replaceAll("//.*@", "//***@");
  }
}
