package org.opensy.mining.randomx;

import com.sun.jna.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The library file inside the Maven artifact {@code io.xdag:xdagj-native-randomx} (MIT; x86-64 for
 * Linux, macOS and Windows), unpacked to a private folder. None of the artifact's classes is used.
 *
 * <p>Close it once the file is loaded: the file is deleted where the system allows that for a
 * loaded library, else when the JVM ends.
 */
public final class PackagedLibrary implements AutoCloseable {

  /** The artifact's coordinates. */
  public static final String ARTIFACT = "io.xdag:xdagj-native-randomx";

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private final Path directory;
  private final Path file;

  private PackagedLibrary(Path directory, Path file) {
    this.directory = directory;
    this.file = file;
  }

  /** Why the copy cannot run on this machine; it was compiled for AVX2 and BMI2. */
  static Optional<String> unusableHere() {
    if (!Platform.is64Bit() || !Platform.isIntel()) {
      return Optional.of("is for x86-64 only, this is " + System.getProperty("os.arch"));
    }
    if (!Platform.isLinux() && !Platform.isMac() && !Platform.isWindows()) {
      return Optional.of("is not for " + System.getProperty("os.name"));
    }
    return Platform.isLinux() && !cpuHasAvx2AndBmi2()
        ? Optional.of("needs a CPU with AVX2 and BMI2")
        : Optional.empty();
  }

  private static boolean cpuHasAvx2AndBmi2() {
    try (var lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("flags"))
          .findFirst()
          .map(flags -> flags.concat(" "))
          .filter(flags -> flags.contains(" avx2 ") && flags.contains(" bmi2 "))
          .isPresent();
    } catch (IOException unreadable) {
      return false;
    }
  }

  /**
   * Unpacks the copy for this operating system into a new folder that only this user may enter.
   *
   * @throws IOException when the artifact is not on the class path or the file cannot be written
   */
  public static PackagedLibrary unpack() throws IOException {
    String name =
        Platform.isWindows()
            ? "randomx.dll"
            : Platform.isMac() ? "librandomx.dylib" : "librandomx.so";
    try (InputStream content = PackagedLibrary.class.getResourceAsStream("/" + name)) {
      if (content == null) {
        throw new IOException(name + " of " + ARTIFACT + " is not on the class path");
      }
      // Created with mode 0700 where the file system knows modes.
      Path directory = Files.createTempDirectory("opensy-randomx-");
      Path file = directory.resolve(name);
      directory.toFile().deleteOnExit();
      file.toFile().deleteOnExit();
      Files.copy(content, file);
      return new PackagedLibrary(directory, file);
    }
  }

  /** The unpacked file, until {@link #close}. */
  public Path file() {
    return file;
  }

  /** Deletes the file, except on Windows, where a loaded library cannot be deleted. */
  @Override
  public void close() throws IOException {
    if (!Platform.isWindows()) {
      Files.deleteIfExists(file);
      Files.deleteIfExists(directory);
    }
  }
}
