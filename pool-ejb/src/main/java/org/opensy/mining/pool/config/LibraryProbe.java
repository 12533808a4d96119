package org.opensy.mining.pool.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.opensy.mining.randomx.RandomXException;
import org.opensy.mining.randomx.RandomXLibrary;

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
  public void look(KeyReader config, KeyReader findings) {
    try {
      load.accept(config.optional("randomx.library.path", "", Path::of));
    } catch (RandomXException e) {
      findings.report(
          "randomx.library.path", "no usable RandomX library: " + e.getMessage(), "librandomx");
    }
  }
}
