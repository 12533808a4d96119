package org.opensy.mining.randomx;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The loaded librandomx of this process (to be exact: of this class's loader). Having one proves
 * that the native functions are bound and gave the right hash of a known vector.
 *
 * <p>Thread-safe.
 */
public final class RandomXLibrary {

  private static final Logger LOG = System.getLogger(RandomXLibrary.class.getName());
  private static final Object LOCK = new Object();

  private static RandomXLibrary loaded;

  private final NativeLibrary library;
  private final String origin;
  private final RandomXFlags detected;

  /** Binds the functions of {@link RandomXNative} to {@code library}. */
  private RandomXLibrary(NativeLibrary library, String origin) {
    Native.register(RandomXNative.class, library);
    this.library = library;
    this.origin = origin;
    this.detected = RandomXFlags.detected(RandomXNative.randomx_get_flags());
  }

  /**
   * Finds, binds and tests librandomx. With a path: that file or nothing. Without: the system's
   * library, then the copy packaged in {@code io.xdag:xdagj-native-randomx}. The first one to pass
   * the self-test is used from then on; later calls answer the same library.
   *
   * @param libraryPath {@code randomx.library.path}, if set
   * @throws RandomXException naming everything that was tried and why it was not used, or when
   *     another file than {@code libraryPath} is loaded already
   */
  public static RandomXLibrary load(Optional<Path> libraryPath) {
    synchronized (LOCK) {
      if (loaded == null) {
        loaded = new LibrarySearch(RandomXLibrary::bindAndTest).find(libraryPath);
        LOG.log(
            Level.INFO,
            "RANDOMX-1001 library loaded origin=\"{0}\" flags={1}",
            loaded.origin,
            loaded.detected);
      } else if (libraryPath.isPresent() && !loaded.isFrom(libraryPath.get())) {
        throw new RandomXException(
            "randomx.library.path is %s, but this process has already loaded %s"
                .formatted(libraryPath.get(), loaded.origin));
      }
      return loaded;
    }
  }

  private boolean isFrom(Path path) {
    try {
      return library.getFile() != null && Files.isSameFile(library.getFile().toPath(), path);
    } catch (IOException gone) {
      return false;
    }
  }

  /** Leaves the functions bound only when the self-test passes. */
  private static RandomXLibrary bindAndTest(NativeLibrary library, String origin) {
    boolean passed = false;
    try {
      RandomXLibrary candidate = new RandomXLibrary(library, origin);
      SelfTest.run(candidate);
      passed = true;
      return candidate;
    } finally {
      if (!passed) {
        Native.unregister(RandomXNative.class);
      }
    }
  }

  /** Where the library came from, for people: a path, or the packaged copy and its artifact. */
  public String origin() {
    return origin;
  }

  /** {@code randomx_get_flags()} for this CPU, without bits that this module does not know. */
  public int detectedFlags() {
    return detected.bits();
  }

  /** The detected flags and what the settings add, without LARGE_PAGES and FULL_MEM. */
  RandomXFlags flags(RandomXSettings settings) {
    return settings.secureJit() ? detected.with(RandomXFlags.SECURE) : detected;
  }
}
