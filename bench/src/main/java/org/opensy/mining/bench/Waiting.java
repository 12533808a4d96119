package org.opensy.mining.bench;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Waits for servers; an interrupt ends the benchmark. */
final class Waiting {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long LOOK_MILLIS = 200;

  private Waiting() {}

  /** Lets time pass. */
  static void millis(long time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  /** Looks five times a second, for five minutes at most. */
  static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException("not within " + PATIENCE.toMinutes() + " min: " + what);
      }
      millis(LOOK_MILLIS);
    }
  }

  /** Waits until the text matches somewhere; the first group, or the match if there is none. */
  static String forMatch(Pattern pattern, Supplier<String> text) {
    until(pattern.pattern(), () -> pattern.matcher(text.get()).find());
    Matcher matcher = pattern.matcher(text.get());
    if (!matcher.find()) {
      throw new IllegalStateException("no longer there: " + pattern);
    }
    return matcher.group(Math.min(1, matcher.groupCount()));
  }
}
