package org.opensy.mining.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opensy.mining.bench.ShareLoad.PreparedShare;
import org.opensy.mining.dev.miner.ShareSearch;
import org.opensy.mining.randomx.RandomXFlags;
import org.opensy.mining.randomx.RandomXKey;
import org.opensy.mining.stratum.protocol.StratumJob;

/**
 * Shares that the deployed pool checks in a second, and the CPU time that its process takes for
 * one, against the C program's hashes. In each round the C program hashes the pool's own jobs, and
 * the pool then checks exactly these hashes as shares; while one works, the other rests. A round of
 * the pool is compared with the mean of the C measurements before and after it.
 */
public final class PoolBenchmark {
  private static final int WARM_UP_ROUNDS = 3;
  private static final int WARM_UP_SECONDS = 4;
  private static final int WARM_UP_SUBMITS = 20_000;

  private final BenchmarkOptions options;
  private final PrintStream out;
  private int batches;

  PoolBenchmark(BenchmarkOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /** See {@link BenchmarkOptions}; 10 rounds of 10 seconds unless told otherwise. */
  public static void main(String[] arguments) throws IOException {
    Optional<BenchmarkOptions> options =
        BenchmarkOptions.parseOrExplain(BenchmarkOptions.defaults(10, 10), arguments);
    if (options.isEmpty()) {
      System.exit(2);
    }
    new PoolBenchmark(options.get(), System.out).run();
    System.exit(0);
  }

  private void run() throws IOException {
    try (Workbench bench = Workbench.open(options)) {
      out.println("starting PostgreSQL, Redis, the node and the pool ...");
      try (PoolUnderTest pool = PoolUnderTest.start(options.settings(), bench.library())) {
        if (bench.reference().isEmpty()) {
          alone(pool);
          return;
        }
        StratumJob job = pool.jobs().get(0);
        Workload workload =
            new Workload(options.settings(), RandomXKey.ofHex(job.seedHash()), job.blob());
        try (NativeReference.Session c =
            bench
                .reference()
                .get()
                .start(bench.library(), workload, Workbench.SERVER_ENVIRONMENT)) {
          compare(pool, c);
        }
      }
    }
  }

  private void compare(PoolUnderTest pool, NativeReference.Session c) {
    NativeReference.Ready ready = c.awaitReady();
    String description = pool.awaitReady();
    out.println("pool: " + description);
    out.printf("C:    pages=%s flags=%s%n", ready.pages(), new RandomXFlags(ready.flags()));
    ready.requirePagesOf(description);
    for (int round = 0; round < WARM_UP_ROUNDS; round++) {
      warmUp(pool, nextBatch(pool, c, WARM_UP_SECONDS));
    }
    Batch batch = nextBatch(pool, c, options.seconds());
    Comparison comparison = new Comparison("pool");
    double idle = 0;
    for (int round = 0; round < options.rounds(); round++) {
      HashRate ofPool = pool.check(batch.shares());
      double before = pool.cpuSeconds();
      Batch next = nextBatch(pool, c, options.seconds());
      idle += pool.cpuSeconds() - before;
      HashRate ofC = HashRate.mean(batch.rate(), next.rate());
      comparison.add(ofPool, ofC);
      out.printf("round %2d  pool %s  C %s%n", round + 1, ofPool, ofC);
      batch = next;
    }
    out.println(comparison.summary());
    out.printf(
        "the idle pool took %.1f %% of one processor while C was running%n",
        100 * idle / (options.rounds() * options.seconds()));
  }

  private void warmUp(PoolUnderTest pool, Batch batch) {
    out.printf("warm-up   pool %s  C %s%n", pool.check(batch.shares()), batch.rate());
    double cpu = pool.repeat(batch.shares(), 1 + WARM_UP_SUBMITS / batch.shares().size());
    out.printf("warm-up   a share without its hash takes %.0f us of CPU time%n", cpu * 1e6);
  }

  /**
   * What the C program hashed, as shares.
   *
   * @param rate how fast it was
   */
  private record Batch(HashRate rate, List<PreparedShare> shares) {}

  private Batch nextBatch(PoolUnderTest pool, NativeReference.Session c, int seconds) {
    List<StratumJob> jobs = pool.jobs();
    NativeReference.Batch batch =
        c.measureShares(seconds, batches++ << 16, jobs.stream().map(StratumJob::blob).toList());
    List<PreparedShare> shares = new ArrayList<>();
    for (NativeReference.Solution solution : batch.solutions()) {
      String jobId = jobs.get(solution.header()).jobId();
      shares.add(new PreparedShare(solution.header(), jobId, solution.nonce(), solution.result()));
    }
    return new Batch(batch.rate(), shares);
  }

  private void alone(PoolUnderTest pool) {
    out.println("pool: " + pool.awaitReady());
    try (ShareSearch search = new ShareSearch()) {
      Side side = (seconds, nonce) -> pool.check(search(pool, search, seconds));
      side.measure(options.seconds(), 0);
      new TurnAbout(options, out).alone("pool", side);
    }
  }

  /** Shares by hashing for a while here, in light mode. */
  private static List<PreparedShare> search(PoolUnderTest pool, ShareSearch search, int seconds) {
    List<StratumJob> jobs = pool.jobs();
    List<PreparedShare> shares = new ArrayList<>();
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    while (System.nanoTime() - end < 0) {
      int connection = shares.size() % jobs.size();
      ShareSearch.Found found = search.share(jobs.get(connection));
      shares.add(new PreparedShare(connection, found.jobId(), found.nonce(), found.result()));
    }
    return shares;
  }
}
