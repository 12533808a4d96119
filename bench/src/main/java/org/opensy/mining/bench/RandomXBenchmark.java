package org.opensy.mining.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.HexFormat;
import java.util.Optional;
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
    Optional<BenchmarkOptions> options =
        BenchmarkOptions.parseOrExplain(BenchmarkOptions.defaults(), arguments);
    if (options.isEmpty()) {
      System.exit(2);
    }
    new RandomXBenchmark(options.get(), System.out).run();
  }

  /** Runs it and answers the comparison, or nothing when there is no C compiler. */
  Optional<Comparison> run() throws IOException {
    Workload workload = Workload.of(options.settings());
    try (Workbench bench = Workbench.open(options);
        JavaHashing java =
            new JavaHashing(RandomXLibrary.load(Optional.of(bench.library())), workload)) {
      if (bench.reference().isEmpty()) {
        java.awaitReady();
        out.println("Java: " + java.report());
        new TurnAbout(options, out).alone("Java", java);
        return Optional.empty();
      }
      try (NativeReference.Session c = bench.reference().get().start(bench.library(), workload)) {
        return Optional.of(compare(java, c));
      }
    }
  }

  private Comparison compare(JavaHashing java, NativeReference.Session c) {
    out.println("building the memory of both sides ...");
    NativeReference.Ready ready = c.awaitReady();
    java.awaitReady();
    checkEqual(java, ready);
    java.measure(1, 0);
    c.measure(1, 0);
    return new TurnAbout(options, out).compare("Java", java, c);
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
