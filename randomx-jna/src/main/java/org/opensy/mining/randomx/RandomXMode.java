package org.opensy.mining.randomx;

import java.util.Locale;

/** How much memory to spend on speed; the values of {@code randomx.mode}. */
public enum RandomXMode {
  /** Full when enough memory is free, else light; see {@link MemoryRule}. */
  AUTO,
  /** A 256 MiB cache a key, tens of hashes a second and core. */
  LIGHT,
  /** A 2080 MiB dataset a key, about ten times as fast; light until the dataset is ready. */
  FULL;

  /**
   * Reads {@code auto}, {@code light} or {@code full} in any case.
   *
   * @throws IllegalArgumentException naming the allowed values
   */
  public static RandomXMode of(String text) {
    for (RandomXMode mode : values()) {
      if (mode.toString().equals(text.strip().toLowerCase(Locale.ROOT))) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        "randomx.mode must be auto, light or full, not \"" + text + "\"");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
