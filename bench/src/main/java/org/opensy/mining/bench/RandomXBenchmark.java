package org.opensy.mining.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.opensy.mining.randomx.PackagedLibrary;
import org.opensy.mining.randomx.RandomXFlags;
import org.opensy.mining.randomx.RandomXLibrary;

/**
 * Hash rate of the hashers that pool and worker use, against a C program with the same library,
 * flags, pages, threads and headers. Both keep their memory and take turns, so that both meet the
 * same machine.
 */
public final class RandomXBenchmark {

  private final BenchmarkOptions options;
  private final PrintStream out;

  RandomXBenchmark(BenchmarkOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /** See {@link BenchmarkOptions}. */
  public static void main(String[] arguments) throws IOException {
    BenchmarkOptions options;
    try {
      options = BenchmarkOptions.parse(arguments);
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.exit(2);
      return;
    }
    new RandomXBenchmark(options, System.out).run();
  }

  /** Runs it and answers the comparison, or nothing when there is no C compiler. */
  Optional<Comparison> run() throws IOException {
    Path directory = Files.createTempDirectory("opensy-bench-");
    try (PackagedLibrary packaged = PackagedLibrary.unpack()) {
      Path library = options.library().orElse(packaged.file());
      Workload workload = Workload.of(options.settings());
      try (JavaHashing java =
          new JavaHashing(RandomXLibrary.load(Optional.of(library)), workload)) {
        Optional<NativeReference> reference = NativeReference.compile(directory);
        if (reference.isEmpty()) {
          out.println("no C compiler (cc): the C side is skipped");
          measureAlone(java);
          return Optional.empty();
        }
        try (NativeReference.Session c = reference.get().start(library, workload)) {
          return Optional.of(compare(java, c));
        }
      }
    } finally {
      try (var files = Files.list(directory)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(directory);
    }
  }

  private void measureAlone(JavaHashing java) {
    java.awaitReady();
    out.println("Java: " + java.report());
    for (int round = 0; round < options.rounds(); round++) {
      out.printf("round %2d  Java %s%n", round + 1, java.measure(options.seconds(), round << 16));
    }
  }

  private Comparison compare(JavaHashing java, NativeReference.Session c) {
    out.println("building the memory of both sides ...");
    NativeReference.Ready ready = c.awaitReady();
    java.awaitReady();
    checkEqual(java, ready);
    java.measure(1, 0);
    c.measure(1, 0);
    Comparison comparison = new Comparison();
    for (int round = 0; round < options.rounds(); round++) {
      int nonce = round << 16;
      // Turn about, so that a steady change of the machine's speed favours neither.
      HashRate first = round % 2 == 0 ? java.measure(options.seconds(), nonce) : null;
      HashRate ofC = c.measure(options.seconds(), nonce);
      HashRate ofJava = first == null ? java.measure(options.seconds(), nonce) : first;
      comparison.add(ofJava, ofC);
      out.printf("round %2d  Java %s  C %s%n", round + 1, ofJava, ofC);
    }
    out.println(comparison.summary());
    return comparison;
  }

  private void checkEqual(JavaHashing java, NativeReference.Ready c) {
    out.println("Java: " + java.report());
    out.printf("C:    pages=%s flags=%s%n", c.pages(), new RandomXFlags(c.flags()));
    int flags = java.report().flags().without(RandomXFlags.LARGE_PAGES).bits();
    String hash = HexFormat.of().formatHex(java.hashOfHeader());
    if (flags != c.flags() || !hash.equals(c.headerHash())) {
      throw new IllegalStateException("Java and C do not do the same: " + hash + ", " + c);
    }
    if (!java.report().pages().toString().equals(c.pages())) {
      out.println("WARNING: the pages differ, the ratio says nothing");
    }
  }
}
