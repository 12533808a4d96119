package org.opensy.mining.randomx;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
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

  private static final int RTLD_NOW = 2;
  private static final int RTLD_LOCAL_MAC = 4;

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
    return attempt("randomx.library.path", file.toString(), file.toString());
  }

  private Optional<RandomXLibrary> system() {
    for (String name : Platform.isLinux() ? LINUX_NAMES : List.of("randomx")) {
      Optional<RandomXLibrary> found = attempt("system library", name, name);
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
      return attempt("packaged copy of", PackagedLibrary.ARTIFACT, copy.file().toString());
    } catch (IOException failed) {
      tried.add(PackagedLibrary.ARTIFACT + ": cannot be unpacked: " + failed);
      return Optional.empty();
    }
  }

  /**
   * Opens, binds and tests one candidate.
   *
   * @param kind and {@code name}: what people are told
   * @param libraryName what the dynamic linker is asked for
   */
  private Optional<RandomXLibrary> attempt(String kind, String name, String libraryName) {
    try {
      NativeLibrary library = NativeLibrary.getInstance(libraryName, openOptions());
      library.getFunction("randomx_calculate_hash");
      return Optional.of(
          bindAndTest.apply(library, kind + " " + shown(library, name, libraryName)));
    } catch (UnsatisfiedLinkError | RandomXException unusable) {
      tried.add(kind + " " + name + ": " + firstLine(unusable.getMessage()));
      return Optional.empty();
    }
  }

  /** The name, and the file that the system resolved it to where JNA knows it. */
  private static String shown(NativeLibrary library, String name, String libraryName) {
    File file = library.getFile();
    boolean resolved = file != null && file.isAbsolute() && !libraryName.equals(file.getPath());
    return resolved ? name + " (" + file + ")" : name;
  }

  /**
   * Not from the class path: JNA would take the packaged copy there for the system's library. Not
   * into the global scope: a second copy, as after a redeployment or a failed self-test, would be
   * bound to the first one's symbols, and unloading either would end in a double free.
   */
  private static Map<String, ?> openOptions() {
    Map<String, Object> options = new HashMap<>();
    options.put(Library.OPTION_CLASSLOADER, ClassLoader.getPlatformClassLoader());
    if (!Platform.isWindows()) {
      options.put(Library.OPTION_OPEN_FLAGS, RTLD_NOW | (Platform.isMac() ? RTLD_LOCAL_MAC : 0));
    }
    return options;
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
