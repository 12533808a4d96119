package org.opensy.mining.pool.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.InvalidAddressException;

/**
 * Reads keys as typed values and remembers every problem instead of stopping at the first. A value
 * that could not be read comes back empty. Not thread-safe.
 */
final class KeyReader {
  private static final String AMOUNT_EXPECTED =
      "an amount of SYL above 0 with at most 8 decimals, such as 12.5";

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

  /** {@code true} or {@code false}. */
  Optional<Boolean> flag(String key) {
    return required(key, "true or false", KeyReader::trueOrFalse);
  }

  /** {@code true} or {@code false}, or left out. */
  Optional<Boolean> optionalFlag(String key) {
    return optional(key, "true or false", KeyReader::trueOrFalse);
  }

  private static boolean trueOrFalse(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither");
    };
  }

  /** A positive number of seconds up to an hour, decimals allowed down to a millisecond. */
  Optional<Duration> seconds(String key) {
    return seconds(key, Duration.ofHours(1));
  }

  /** A positive number of seconds up to {@code most}, decimals allowed down to a millisecond. */
  Optional<Duration> seconds(String key, Duration most) {
    return required(
        key,
        "a number of seconds above 0 and up to " + most.toSeconds() + ", such as 10 or 0.5",
        text -> {
          Duration duration = Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000));
          if (duration.isZero() || duration.isNegative() || duration.compareTo(most) > 0) {
            throw new IllegalArgumentException("out of bounds");
          }
          return duration;
        });
  }

  /** An amount of money above 0. */
  Optional<Amount> amount(String key) {
    return required(key, AMOUNT_EXPECTED, KeyReader::positiveAmount);
  }

  /** An amount of money above 0 that may be left out. */
  Optional<Amount> optionalAmount(String key) {
    return optional(key, AMOUNT_EXPECTED, KeyReader::positiveAmount);
  }

  private static Amount positiveAmount(String text) {
    Amount amount = Amount.parse(text);
    if (!amount.isMoney() || amount.equals(Amount.ZERO)) {
      throw new IllegalArgumentException("out of bounds");
    }
    return amount;
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
