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
    try (Workbench bench = Workbench.open(options)) {
      RandomXLibrary library = RandomXLibrary.load(Optional.of(bench.library()));
      if (bench.reference().isEmpty()) {
        alone(library);
        return Optional.empty();
      }
      NativeReference program = bench.reference().get();
      Optional<Comparison> comparison =
          compare(library, program, bench, Workload.of(options.settings()));
      if (comparison.isEmpty()) {
        out.println("The pages differ: too few large ones for both. Again, with none for either.");
        comparison =
            compare(library, program, bench, Workload.of(options.settings().withLargePages(false)));
      }
      return Optional.of(
          comparison.orElseThrow(() -> new IllegalStateException("the pages still differ")));
    }
  }

  private void alone(RandomXLibrary library) {
    try (JavaHashing java = new JavaHashing(library, Workload.of(options.settings()))) {
      java.awaitReady();
      out.println("Java: " + java.report());
      new TurnAbout(options, out).alone("Java", java);
    }
  }

  /** Nothing when one side has larger pages than the other: the ratio would say nothing. */
  private Optional<Comparison> compare(
      RandomXLibrary library, NativeReference program, Workbench bench, Workload workload) {
    try (JavaHashing java = new JavaHashing(library, workload);
        NativeReference.Session c = program.start(bench.library(), workload)) {
      out.println("building the memory of both sides ...");
      NativeReference.Ready ready = c.awaitReady();
      java.awaitReady();
      checkEqual(java, ready);
      if (!ready.hasPagesOf(java.report().toString())) {
        return Optional.empty();
      }
      java.measure(1, 0);
      c.measure(1, 0);
      return Optional.of(new TurnAbout(options, out).compare("Java", java, c));
    }
  }

  private void checkEqual(JavaHashing java, NativeReference.Ready c) {
    out.println("Java: " + java.report());
    out.printf("C:    pages=%s flags=%s%n", c.pages(), new RandomXFlags(c.flags()));
    int flags = java.report().flags().without(RandomXFlags.LARGE_PAGES).bits();
    String hash = HexFormat.of().formatHex(java.hashOfHeader());
    if (flags != c.flags() || !hash.equals(c.headerHash())) {
      throw new IllegalStateException("Java and C do not do the same: " + hash + ", " + c);
    }
  }
}
