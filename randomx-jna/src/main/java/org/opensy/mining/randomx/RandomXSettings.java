package org.opensy.mining.randomx;

/**
 * What a {@link KeyedHashers} may use.
 *
 * @param mode light, full or auto
 * @param largePages whether to try reserved large pages and then transparent huge pages; false
 *     leaves the memory as the system gives it
 * @param secureJit whether the JIT pages are never writable and executable at once (slower)
 * @param threads hashes that may run at once for one key, and threads that initialise a dataset; at
 *     least 1
 * @param keys keys that may be held at once; at least 1, and 2 to cross a key change without delay
 */
public record RandomXSettings(
    RandomXMode mode, boolean largePages, boolean secureJit, int threads, int keys) {

  /** Keys to hold by default: the current one, the next one, and one for a reorganisation. */
  public static final int DEFAULT_KEYS = 3;

  public RandomXSettings {
    if (threads < 1 || keys < 1) {
      throw new IllegalArgumentException(
          "threads and keys must be at least 1: " + threads + ", " + keys);
    }
  }

  /** Large pages tried, plain JIT, one thread a processor, {@link #DEFAULT_KEYS} keys. */
  public static RandomXSettings of(RandomXMode mode) {
    int processors = Runtime.getRuntime().availableProcessors();
    return new RandomXSettings(mode, true, false, processors, DEFAULT_KEYS);
  }

  public RandomXSettings withThreads(int count) {
    return new RandomXSettings(mode, largePages, secureJit, count, keys);
  }

  public RandomXSettings withLargePages(boolean tried) {
    return new RandomXSettings(mode, tried, secureJit, threads, keys);
  }

  public RandomXSettings withSecureJit(boolean secure) {
    return new RandomXSettings(mode, largePages, secure, threads, keys);
  }

  public RandomXSettings withKeys(int count) {
    return new RandomXSettings(mode, largePages, secureJit, threads, count);
  }
}
