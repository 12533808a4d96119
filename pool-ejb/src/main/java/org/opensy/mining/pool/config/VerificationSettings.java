package org.opensy.mining.pool.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.opensy.mining.randomx.RandomXMode;
import org.opensy.mining.randomx.RandomXSettings;
import org.opensy.mining.settings.Setting;
import org.opensy.mining.settings.SettingFormat;
import org.opensy.mining.settings.SettingsReader;

/**
 * How the pool checks proofs of work.
 *
 * @param libraryPath librandomx to load; empty to look in the usual places
 * @param randomx mode, pages and threads
 */
public record VerificationSettings(Optional<Path> libraryPath, RandomXSettings randomx) {
  /** The key of the library's path. */
  static final String LIBRARY_KEY = "randomx.library.path";

  static Supplier<VerificationSettings> read(SettingsReader keys) {
    Setting<Optional<Path>> library = library(keys);
    Setting<RandomXMode> mode =
        keys.required("randomx.mode", new SettingFormat<>("auto, light or full", RandomXMode::of));
    Setting<Boolean> largePages =
        keys.required("randomx.large-pages", SettingFormat.either("auto", "off"));
    Setting<Boolean> secureJit = keys.required("randomx.secure-jit", SettingFormat.FLAG);
    return () ->
        new VerificationSettings(
            library.get(),
            RandomXSettings.of(mode.get())
                .withLargePages(largePages.get())
                .withSecureJit(secureJit.get()));
  }

  /** The library alone, so that it can be looked for whatever else is wrong. */
  static Setting<Optional<Path>> library(SettingsReader keys) {
    return keys.optional(LIBRARY_KEY, new SettingFormat<>("a file's path", Path::of));
  }
}
