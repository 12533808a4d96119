package org.opensy.mining.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import org.opensy.mining.randomx.RandomXFlags;

/**
 * Hash rate of the deployed CoopMine worker, by its own count of hashes, and the CPU time that its
 * process takes for one, against the C program. While one hashes, the other stands still.
 */
public final class WorkerBenchmark {
  private static final int WARM_UP_SECONDS = 20;

  private final BenchmarkOptions options;
  private final PrintStream out;

  WorkerBenchmark(BenchmarkOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /** See {@link BenchmarkOptions}; 10 rounds of 5 seconds unless told otherwise. */
  public static void main(String[] arguments) throws IOException {
    Optional<BenchmarkOptions> options =
        BenchmarkOptions.parseOrExplain(BenchmarkOptions.defaults(10, 5), arguments);
    if (options.isEmpty()) {
      System.exit(2);
    }
    new WorkerBenchmark(options.get(), System.out).run();
    System.exit(0);
  }

  private void run() throws IOException {
    Workload workload = Workload.of(options.settings());
    out.println("starting the coordinator and the worker ...");
    try (Workbench bench = Workbench.open(options);
        WorkerUnderTest worker = WorkerUnderTest.start(workload, bench.library())) {
      if (bench.reference().isEmpty()) {
        out.println("worker: " + worker.awaitReady());
        new TurnAbout(options, out).alone("worker", worker);
        return;
      }
      try (NativeReference.Session c =
          bench.reference().get().start(bench.library(), workload, Workbench.SERVER_ENVIRONMENT)) {
        compare(worker, c);
      }
    }
  }

  private void compare(WorkerUnderTest worker, NativeReference.Session c) {
    NativeReference.Ready ready = c.awaitReady();
    String description = worker.awaitReady();
    out.println("worker: " + description);
    out.printf("C:      pages=%s flags=%s%n", ready.pages(), new RandomXFlags(ready.flags()));
    ready.requirePagesOf(description);
    worker.measure(WARM_UP_SECONDS, 0);
    c.measure(1, 0);
    new TurnAbout(options, out).compare("worker", worker, c);
  }
}
