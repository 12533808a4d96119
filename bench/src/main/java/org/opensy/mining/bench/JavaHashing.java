package org.opensy.mining.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.opensy.mining.randomx.KeyedHashers;
import org.opensy.mining.randomx.RandomXLibrary;
import org.opensy.mining.randomx.RandomXMode;
import org.opensy.mining.randomx.RandomXReport;

/**
 * The Java side: the ring of hashers that pool and worker use, called from as many threads as the
 * workload has. Not thread-safe.
 */
final class JavaHashing implements Side, AutoCloseable {

  private final Workload workload;
  private final ExecutorService threads;
  private final KeyedHashers ring;
  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  JavaHashing(RandomXLibrary library, Workload workload) {
    this.workload = workload;
    this.threads = Executors.newFixedThreadPool(workload.settings().threads());
    this.ring = new KeyedHashers(library, workload.settings(), threads);
  }

  /** Builds cache or dataset. */
  void awaitReady() {
    ring.prepare(workload.key()).join();
    boolean full = workload.settings().mode() == RandomXMode.FULL;
    while (full && ring.state(workload.key()) != KeyedHashers.KeyState.FULL) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  RandomXReport report() {
    return ring.report();
  }

  byte[] hashOfHeader() {
    return ring.hash(workload.key(), workload.headerBytes());
  }

  @Override
  public HashRate measure(int seconds, int firstNonce) {
    List<Callable<Run>> runs = new ArrayList<>();
    for (int thread = 0; thread < workload.settings().threads(); thread++) {
      int nonce = firstNonce + thread * Workload.NONCES_A_THREAD;
      runs.add(() -> run(seconds, nonce));
    }
    long cpu = system.getProcessCpuTime();
    double rate = 0;
    long hashes = 0;
    for (Run run : all(runs)) {
      rate += run.hashes() * 1e9 / run.nanos();
      hashes += run.hashes();
    }
    return new HashRate(rate, hashes * 1e9 / (system.getProcessCpuTime() - cpu));
  }

  private record Run(long hashes, long nanos) {}

  private Run run(int seconds, int firstNonce) {
    byte[] header = workload.headerBytes();
    long start = System.nanoTime();
    long end = start;
    long hashes = 0;
    while (end - start < TimeUnit.SECONDS.toNanos(seconds)) {
      int nonce = firstNonce + (int) hashes;
      for (int at = 0; at < Integer.BYTES; at++) {
        header[Workload.NONCE_AT + at] = (byte) (nonce >>> (8 * at));
      }
      ring.hash(workload.key(), header);
      hashes++;
      end = System.nanoTime();
    }
    return new Run(hashes, end - start);
  }

  private List<Run> all(List<Callable<Run>> runs) {
    List<Run> results = new ArrayList<>();
    try {
      for (Future<Run> run : threads.invokeAll(runs)) {
        results.add(run.get());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    }
    return results;
  }

  @Override
  public void close() {
    ring.close();
    threads.shutdownNow();
  }
}
