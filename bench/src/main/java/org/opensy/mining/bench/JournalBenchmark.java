package org.opensy.mining.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.opensy.mining.pool.journal.Journal;
import org.opensy.mining.pool.journal.JournalSize;
import org.opensy.mining.pool.journal.JournalTicket;

/**
 * What it costs that a share is on disk before its miner hears OK: records appended to the pool's
 * journal, so many at a time, each until it is synced, next to the plainest way, a write and a sync
 * a record. Both sides take turns on the same file system.
 */
public final class JournalBenchmark {
  private static final int RECORD = 104;
  private static final int ROUNDS = 5;
  private static final int MOST = 2_000_000;
  private static final long ROUND_NANOS = 3_000_000_000L;
  private static final int[] IN_FLIGHT = {1, 8, 64, 512};
  private static final double NANOS = 1e9;
  private static final double MILLI = 1e6;

  private final Path directory;
  private final PrintStream out;

  JournalBenchmark(Path directory, PrintStream out) {
    this.directory = directory;
    this.out = out;
  }

  /**
   * What one round came to.
   *
   * @param rate records a second
   * @param median of the latencies, in nanoseconds
   * @param high their 99th percentile, in nanoseconds
   */
  private record Round(double rate, long median, long high) {

    /** Sorts the latencies. */
    static Round of(long[] latencies, long nanos) {
      Arrays.sort(latencies);
      int count = latencies.length;
      return new Round(
          count / (nanos / NANOS), latencies[count / 2], latencies[(int) (count * 0.99)]);
    }
  }

  /** Takes the directory to work in; else a new one of the system's. */
  public static void main(String[] arguments) throws IOException {
    Path directory =
        arguments.length == 0
            ? Files.createTempDirectory("journal-benchmark")
            : Files.createDirectories(Path.of(arguments[0]));
    new JournalBenchmark(directory, System.out).run();
    System.exit(0);
  }

  private void run() throws IOException {
    Path plain = directory.resolve("plain");
    try (FileChannel file =
            FileChannel.open(
                plain,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
        Journal journal =
            Journal.open(
                directory.resolve("journal"),
                JournalSize.ofMebibytes(512),
                Duration.ZERO,
                Thread::new)) {
      journaled(journal, 8);
      for (int inFlight : IN_FLIGHT) {
        List<Round> ofPlain = new ArrayList<>();
        List<Round> ofJournal = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
          ofPlain.add(plain(file));
          ofJournal.add(journaled(journal, inFlight));
        }
        report(inFlight, median(ofPlain), median(ofJournal));
      }
    } finally {
      Files.deleteIfExists(plain);
    }
  }

  private void report(int inFlight, Round plain, Round journal) {
    out.printf(
        "%3d in flight: journal %,9.0f/s p50 %6.2f ms p99 %6.2f ms; write and sync %,7.0f/s p50 %5.2f"
            + " ms p99 %5.2f ms; ratio %.2f%n",
        inFlight,
        journal.rate(),
        journal.median() / MILLI,
        journal.high() / MILLI,
        plain.rate(),
        plain.median() / MILLI,
        plain.high() / MILLI,
        journal.rate() / plain.rate());
  }

  private static Round median(List<Round> rounds) {
    return rounds.stream()
        .sorted((one, other) -> Double.compare(one.rate(), other.rate()))
        .toList()
        .get(rounds.size() / 2);
  }

  private static Round plain(FileChannel file) throws IOException {
    long[] latencies = new long[MOST];
    int count = 0;
    long start = System.nanoTime();
    long now = start;
    while (now - start < ROUND_NANOS && count < MOST) {
      long before = now;
      ByteBuffer record = ByteBuffer.allocate(RECORD);
      while (record.hasRemaining()) {
        file.write(record);
      }
      file.force(false);
      now = System.nanoTime();
      latencies[count] = now - before;
      count++;
    }
    return Round.of(Arrays.copyOf(latencies, count), now - start);
  }

  /** Settles at once what is synced, as the ledger does a second later. */
  private static Round journaled(Journal journal, int inFlight) {
    long[] latencies = new long[MOST];
    AtomicInteger count = new AtomicInteger();
    Semaphore places = new Semaphore(inFlight);
    int appended = 0;
    long start = System.nanoTime();
    while (System.nanoTime() - start < ROUND_NANOS && appended < MOST) {
      places.acquireUninterruptibly();
      appended++;
      long before = System.nanoTime();
      journal
          .append(new byte[RECORD])
          .thenAccept(
              ticket -> {
                JournalTicket synced = ticket.orElseThrow();
                latencies[count.getAndIncrement()] = System.nanoTime() - before;
                journal.settle(synced);
                places.release();
              });
    }
    places.acquireUninterruptibly(inFlight);
    long nanos = System.nanoTime() - start;
    if (count.get() != appended) {
      throw new IllegalStateException("records were refused");
    }
    return Round.of(Arrays.copyOf(latencies, appended), nanos);
  }
}
