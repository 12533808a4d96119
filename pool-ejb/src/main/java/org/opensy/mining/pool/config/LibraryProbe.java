package org.opensy.mining.pool.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.opensy.mining.randomx.RandomXException;
import org.opensy.mining.randomx.RandomXLibrary;
import org.opensy.mining.settings.Setting;
import org.opensy.mining.settings.SettingsReader;

/** Loads librandomx, which hashes a known vector. Thread-safe. */
final class LibraryProbe implements StartProbe {
  private final Consumer<Optional<Path>> load;

  LibraryProbe() {
    this(RandomXLibrary::load);
  }

  /** With another way to load, which throws {@link RandomXException} on failure. */
  LibraryProbe(Consumer<Optional<Path>> load) {
    this.load = load;
  }

  @Override
  public void look(SettingsReader config, SettingsReader findings) {
    Setting<Optional<Path>> library = VerificationSettings.library(config);
    if (!library.isUsable()) {
      return;
    }
    try {
      load.accept(library.get());
    } catch (RandomXException e) {
      findings.report(
          VerificationSettings.LIBRARY_KEY,
          "no usable RandomX library: " + e.getMessage(),
          "librandomx");
    }
  }
}
