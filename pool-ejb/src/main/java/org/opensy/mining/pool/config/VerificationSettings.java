package org.opensy.mining.pool.config;

import java.nio.file.Path;
import java.util.Optional;
import org.opensy.mining.randomx.RandomXMode;
import org.opensy.mining.randomx.RandomXSettings;

/**
 * How the pool checks proofs of work.
 *
 * @param libraryPath librandomx to load; empty to look in the usual places
 * @param randomx mode, pages and threads
 */
public record VerificationSettings(Optional<Path> libraryPath, RandomXSettings randomx) {

  static Optional<VerificationSettings> read(KeyReader keys) {
    Optional<Path> library = keys.optional("randomx.library.path", "a file's path", Path::of);
    Optional<RandomXMode> mode =
        keys.required("randomx.mode", "auto, light or full", RandomXMode::of);
    Optional<Boolean> largePages =
        keys.required("randomx.large-pages", "auto or off", VerificationSettings::autoNotOff);
    Optional<Boolean> secureJit = keys.flag("randomx.secure-jit");
    return largePages.isPresent() && secureJit.isPresent()
        ? mode.map(
            chosen ->
                new VerificationSettings(
                    library,
                    RandomXSettings.of(chosen)
                        .withLargePages(largePages.get())
                        .withSecureJit(secureJit.get())))
        : Optional.empty();
  }

  private static boolean autoNotOff(String text) {
    if (!text.equals("auto") && !text.equals("off")) {
      throw new IllegalArgumentException("neither");
    }
    return text.equals("auto");
  }
}
