package org.opensy.mining.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.opensy.mining.randomx.PackagedLibrary;

/** What every benchmark needs: the library file for both sides, and the C program, if any. */
final class Workbench implements AutoCloseable {
  /** What the servers of the development stack run with. */
  static final Map<String, String> SERVER_ENVIRONMENT =
      Map.of("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");

  private final Path directory;
  private final PackagedLibrary packaged;
  private final Path library;
  private final Optional<NativeReference> reference;

  private Workbench(Path directory, PackagedLibrary packaged, BenchmarkOptions options) {
    this.directory = directory;
    this.packaged = packaged;
    this.library = options.library().orElse(packaged.file()).toAbsolutePath();
    this.reference = NativeReference.compile(directory);
  }

  /** Compiles the C program and unpacks the library. */
  static Workbench open(BenchmarkOptions options) throws IOException {
    return new Workbench(
        Files.createTempDirectory("opensy-bench-"), PackagedLibrary.unpack(), options);
  }

  /** The librandomx file. */
  Path library() {
    return library;
  }

  /** The C program; empty without a C compiler. */
  Optional<NativeReference> reference() {
    return reference;
  }

  @Override
  public void close() throws IOException {
    packaged.close();
    List<Path> files;
    try (Stream<Path> listed = Files.list(directory)) {
      files = listed.toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(directory);
  }
}
