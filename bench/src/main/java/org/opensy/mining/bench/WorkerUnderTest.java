package org.opensy.mining.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.opensy.mining.dev.stack.PayaraMicro;
import org.opensy.mining.dev.stack.Ports;
import org.opensy.mining.dev.stack.StackPaths;
import org.opensy.mining.randomx.RandomXMode;
import org.opensy.mining.randomx.RandomXSettings;
import org.opensy.mining.stratum.protocol.Difficulty;
import org.opensy.mining.stratum.protocol.StratumJob;
import org.opensy.mining.stratum.protocol.Target;

/**
 * The real worker on Payara Micro, with the real coordinator on another and a pool with one job so
 * difficult that there are no shares. A worker always hashes, so its process is stopped (SIGSTOP)
 * while it has to rest. Not thread-safe.
 */
final class WorkerUnderTest implements Side, AutoCloseable {
  private static final int HEAP_MEGABYTES = 256;
  private static final long NEVER_A_SHARE = 1L << 50;
  private static final String TOKEN = "only-for-this-benchmark";

  /** What was due while the process stood still is over then. */
  private static final long SETTLE_MILLIS = 500;

  private static final Pattern HASHES = Pattern.compile("\"hashes\":(\\d+)");
  private static final Pattern KEY_READY =
      Pattern.compile("RandomX key [0-9a-f]+ ready: ([^]\\n]*)");

  private final HttpClient http = HttpClient.newHttpClient();
  private final OneJobPool pool;
  private final PayaraMicro coordinator;
  private final PayaraMicro worker;

  /**
   * How many hashes there were at a time, and what CPU time they had taken.
   *
   * @param nanos of {@link System#nanoTime}
   */
  private record Reading(long hashes, long nanos, double cpuSeconds) {}

  private WorkerUnderTest(OneJobPool pool, PayaraMicro coordinator, PayaraMicro worker) {
    this.pool = pool;
    this.coordinator = coordinator;
    this.worker = worker;
  }

  /** Starts everything; the worker still builds its cache or dataset then. */
  static WorkerUnderTest start(Workload workload, Path library) throws IOException {
    OneJobPool pool =
        OneJobPool.start(
            new StratumJob(
                "1",
                workload.header(),
                Target.ofDifficulty(Difficulty.of(NEVER_A_SHARE)),
                "rx/0",
                1,
                workload.key().hex(),
                Workload.NONCE_AT));
    int port = Ports.free();
    Map<String, String> common =
        Map.of("coopmine.token", TOKEN, "randomx.library.path", library.toString());
    WorkerUnderTest all =
        new WorkerUnderTest(
            pool,
            coordinator(common, "stratum+tcp://127.0.0.1:" + pool.port(), port),
            worker(common, workload.settings(), port));
    boolean ready = false;
    try {
      all.coordinator.start();
      all.worker.start();
      ready = true;
      return all;
    } finally {
      if (!ready) {
        all.close();
      }
    }
  }

  private static PayaraMicro coordinator(Map<String, String> common, String poolUrl, int port) {
    Map<String, String> keys = new HashMap<>(common);
    keys.put("coopmine.pool.url", poolUrl);
    keys.put("coopmine.pool.login", "bench");
    keys.put("coopmine.coordinator.port", Integer.toString(port));
    return micro("coordinator", StackPaths.fromSystemProperties().coordinatorWar(), keys);
  }

  private static PayaraMicro worker(
      Map<String, String> common, RandomXSettings settings, int port) {
    Map<String, String> keys = new HashMap<>(common);
    keys.put("coopmine.coordinator.address", "127.0.0.1:" + port);
    keys.put("coopmine.worker.name", "bench");
    keys.put("coopmine.worker.threads", Integer.toString(settings.threads()));
    keys.put("randomx.mode", settings.mode() == RandomXMode.FULL ? "full" : "light");
    keys.put("randomx.large-pages", settings.largePages() ? "auto" : "off");
    return micro("worker", StackPaths.fromSystemProperties().workerWar(), keys);
  }

  private static PayaraMicro micro(String name, Path war, Map<String, String> keys) {
    StackPaths paths = StackPaths.fromSystemProperties();
    return new PayaraMicro(
        paths.payaraMicro(),
        paths.work().resolve(name),
        new PayaraMicro.Settings(name, war, Ports.free(), HEAP_MEGABYTES, keys));
  }

  /** Waits until the worker hashes and answers how it describes what it hashes with. */
  String awaitReady() {
    String description = Waiting.forMatch(KEY_READY, worker.log()::text);
    Waiting.until("the worker hashes", () -> read().hashes() > 0);
    return description;
  }

  /** Lets the worker hash for a while, counts, and stops it again. */
  @Override
  public HashRate measure(int seconds, int firstNonce) {
    signal("CONT");
    Waiting.millis(SETTLE_MILLIS);
    Reading start = read();
    Waiting.millis(TimeUnit.SECONDS.toMillis(seconds));
    Reading end = read();
    rest();
    long hashes = end.hashes() - start.hashes();
    return new HashRate(
        hashes * 1e9 / (end.nanos() - start.nanos()),
        hashes / (end.cpuSeconds() - start.cpuSeconds()));
  }

  /** Stops the process until the next measurement. */
  void rest() {
    signal("STOP");
  }

  private Reading read() {
    double cpu = ProcessorTime.secondsOf(worker.pid());
    long before = System.nanoTime();
    String stats = stats();
    long at = before + (System.nanoTime() - before) / 2;
    Matcher hashes = HASHES.matcher(stats);
    if (!hashes.find()) {
      throw new IllegalStateException("no count of hashes in " + stats);
    }
    return new Reading(Long.parseLong(hashes.group(1)), at, cpu);
  }

  private String stats() {
    URI uri = URI.create("http://127.0.0.1:" + worker.httpPort() + "/stats");
    try {
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  private void signal(String name) {
    try {
      int exit =
          new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + worker.pid())
              .inheritIO()
              .start()
              .waitFor();
      if (exit != 0) {
        throw new IllegalStateException("kill -" + name + " failed");
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  /** Stops everything. */
  @Override
  public void close() throws IOException {
    if (worker.isAlive()) {
      signal("CONT");
    }
    worker.close();
    coordinator.close();
    pool.close();
  }
}
