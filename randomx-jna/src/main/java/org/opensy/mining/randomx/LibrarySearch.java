package org.opensy.mining.randomx;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Looks for librandomx: a given path, else the system, else the packaged copy. Remembers why each
 * candidate was not used.
 *
 * <p>Not thread-safe.
 */
final class LibrarySearch {

  /** Names the system's dynamic linker may know; the plain one also finds versioned files. */
  private static final List<String> LINUX_NAMES =
      List.of("randomx", "librandomx.so.0", "librandomx.so.1", "librandomx.so.2");

  private final BiFunction<NativeLibrary, String, RandomXLibrary> bindAndTest;
  private final List<String> tried = new ArrayList<>();

  /**
   * @param bindAndTest library and origin to the usable library; throws RandomXException or
   *     UnsatisfiedLinkError (a function is missing) when it is not usable
   */
  LibrarySearch(BiFunction<NativeLibrary, String, RandomXLibrary> bindAndTest) {
    this.bindAndTest = bindAndTest;
  }

  RandomXLibrary find(Optional<Path> libraryPath) {
    if (Native.SIZE_T_SIZE != Long.BYTES) {
      throw new RandomXException("RandomX needs a 64-bit system");
    }
    Optional<RandomXLibrary> found =
        libraryPath.isPresent() ? given(libraryPath.get()) : system().or(this::packaged);
    return found.orElseThrow(() -> new RandomXException(failure()));
  }

  private Optional<RandomXLibrary> given(Path path) {
    Path file = path.toAbsolutePath();
    if (!Files.isRegularFile(file)) {
      tried.add("randomx.library.path " + file + ": no such file");
      return Optional.empty();
    }
    return attempt("randomx.library.path", file.toString());
  }

  private Optional<RandomXLibrary> system() {
    for (String name : Platform.isLinux() ? LINUX_NAMES : List.of("randomx")) {
      Optional<RandomXLibrary> found = attempt("system library", name);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<RandomXLibrary> packaged() {
    Optional<String> unusable = PackagedLibrary.unusableHere();
    if (unusable.isPresent()) {
      tried.add(PackagedLibrary.ARTIFACT + ": " + unusable.get());
      return Optional.empty();
    }
    try (PackagedLibrary copy = PackagedLibrary.unpack()) {
      return attempt("packaged " + PackagedLibrary.ARTIFACT, copy.file().toString());
    } catch (IOException failed) {
      tried.add(PackagedLibrary.ARTIFACT + ": cannot be unpacked: " + failed);
      return Optional.empty();
    }
  }

  private Optional<RandomXLibrary> attempt(String what, String name) {
    try {
      NativeLibrary library = NativeLibrary.getInstance(name, withoutClassPath());
      String origin = what + " " + (library.getFile() == null ? name : library.getFile());
      return Optional.of(bindAndTest.apply(library, origin));
    } catch (UnsatisfiedLinkError | RandomXException unusable) {
      tried.add(what + " " + name + ": " + firstLine(unusable.getMessage()));
      return Optional.empty();
    }
  }

  /** JNA would otherwise take the packaged copy from the class path for the system's library. */
  private static Map<String, ?> withoutClassPath() {
    return Map.of(Library.OPTION_CLASSLOADER, ClassLoader.getPlatformClassLoader());
  }

  private static String firstLine(String text) {
    return text == null ? "no reason given" : text.lines().findFirst().orElse("no reason given");
  }

  private String failure() {
    return "no usable RandomX library; install librandomx (Debian: librandomx0) or set"
        + " randomx.library.path. Tried:\n  "
        + String.join("\n  ", tried);
  }
}
