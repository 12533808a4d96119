package org.opensy.mining.bench;

import java.nio.file.Path;
import java.util.Optional;
import org.opensy.mining.randomx.RandomXMode;
import org.opensy.mining.randomx.RandomXSettings;

/**
 * The command line of a benchmark: {@code --mode light|full --threads N --pages auto|off --rounds N
 * --seconds N --library PATH}, all optional.
 *
 * @param settings mode, threads and pages for both sides
 * @param rounds measurements of each side
 * @param seconds length of one measurement
 * @param library the librandomx file for both sides; the packaged copy when absent
 */
record BenchmarkOptions(RandomXSettings settings, int rounds, int seconds, Optional<Path> library) {

  static final String USAGE =
      "options: --mode light|full  --threads N  --pages auto|off  --rounds N  --seconds N"
          + "  --library PATH";

  /** Light mode, a thread a processor, 20 rounds of 2 seconds. */
  static BenchmarkOptions defaults() {
    return defaults(20, 2);
  }

  /** Light mode, a thread a processor. */
  static BenchmarkOptions defaults(int rounds, int seconds) {
    return new BenchmarkOptions(
        RandomXSettings.of(RandomXMode.LIGHT), rounds, seconds, Optional.empty());
  }

  /** Reads name and value pairs, or says on standard error what is wrong with them. */
  static Optional<BenchmarkOptions> parseOrExplain(BenchmarkOptions defaults, String... arguments) {
    try {
      return Optional.of(parse(defaults, arguments));
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Reads name and value pairs.
   *
   * @param defaults for what is not named
   * @throws IllegalArgumentException with the usage for anything else
   */
  static BenchmarkOptions parse(BenchmarkOptions defaults, String... arguments) {
    BenchmarkOptions options = defaults;
    for (int at = 0; at < arguments.length; at += 2) {
      if (at + 1 == arguments.length) {
        throw new IllegalArgumentException(arguments[at] + " has no value; " + USAGE);
      }
      options = options.with(arguments[at], arguments[at + 1]);
    }
    return options;
  }

  private BenchmarkOptions with(String name, String value) {
    return switch (name) {
      case "--mode" -> with(settingsFor(RandomXMode.of(value)));
      case "--threads" -> with(settings.withThreads(Integer.parseInt(value)));
      case "--pages" -> with(settings.withLargePages(!value.equals("off")));
      case "--rounds" -> new BenchmarkOptions(settings, Integer.parseInt(value), seconds, library);
      case "--seconds" -> new BenchmarkOptions(settings, rounds, Integer.parseInt(value), library);
      case "--library" ->
          new BenchmarkOptions(settings, rounds, seconds, Optional.of(Path.of(value)));
      default -> throw new IllegalArgumentException("unknown option " + name + "; " + USAGE);
    };
  }

  private RandomXSettings settingsFor(RandomXMode mode) {
    if (mode == RandomXMode.AUTO) {
      throw new IllegalArgumentException("--mode must be light or full here; " + USAGE);
    }
    return RandomXSettings.of(mode)
        .withThreads(settings.threads())
        .withLargePages(settings.largePages());
  }

  private BenchmarkOptions with(RandomXSettings changed) {
    return new BenchmarkOptions(changed, rounds, seconds, library);
  }
}
