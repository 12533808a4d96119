package org.opensy.mining.coopmine.worker;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.opensy.mining.coopmine.coordinator.Coordinator;
import org.opensy.mining.coopmine.coordinator.config.CoordinatorSettings;
import org.opensy.mining.coopmine.coordinator.pool.PoolLink;
import org.opensy.mining.coopmine.worker.config.WorkerSettings;
import org.opensy.mining.coopmine.worker.hash.HasherFactory;
import org.opensy.mining.coopmine.worker.hash.RandomXHashers;
import org.opensy.mining.coopmine.worker.link.BackOff;
import org.opensy.mining.randomx.RandomXLibrary;

/** Coordinators and workers in this process, talking through real sockets on the loopback. */
final class TestCluster implements AutoCloseable {
  static final String TOKEN = "a-token-for-tests-only";

  private static final Duration SOON = Duration.ofMillis(50);
  private static final Duration LATER = Duration.ofMillis(400);

  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
  private final RandomXLibrary library = RandomXLibrary.load(Optional.empty());

  Coordinator coordinator(int poolPort, int port) throws IOException {
    Map<String, String> keys =
        Map.of(
            "coopmine.pool.url",
            "stratum+tcp://127.0.0.1:" + poolPort,
            "coopmine.pool.login",
            "an-address",
            "coopmine.pool.rig-id",
            "cluster",
            "coopmine.token",
            TOKEN,
            "coopmine.coordinator.port",
            Integer.toString(port),
            "coopmine.coordinator.heartbeat-seconds",
            "1");
    return Coordinator.start(
        CoordinatorSettings.read(key -> Optional.ofNullable(keys.get(key))),
        library,
        new org.opensy.mining.coopmine.coordinator.CoordinatorEnvironment(
            executor,
            Executors.defaultThreadFactory(),
            timer,
            new PoolLink.Pauses(SOON, LATER, LATER),
            InstantSource.system()));
  }

  CoopMineWorker worker(String name, int coordinatorPort) {
    WorkerSettings settings = settings(name, coordinatorPort);
    return worker(settings, new RandomXHashers(library, settings.randomX(), executor));
  }

  CoopMineWorker worker(WorkerSettings settings, HasherFactory hashers) {
    return CoopMineWorker.start(
        settings,
        hashers,
        new WorkerEnvironment(
            executor,
            Executors.defaultThreadFactory(),
            timer,
            new BackOff(SOON, LATER),
            InstantSource.system()));
  }

  static WorkerSettings settings(String name, int coordinatorPort) {
    String host = InetAddress.getLoopbackAddress().getHostAddress();
    Map<String, String> keys =
        Map.of(
            "coopmine.coordinator.address",
            host + ":" + coordinatorPort,
            "coopmine.token",
            TOKEN,
            "coopmine.worker.name",
            name,
            "coopmine.worker.threads",
            "2",
            "randomx.mode",
            "light");
    return WorkerSettings.read(key -> Optional.ofNullable(keys.get(key)));
  }

  RandomXLibrary library() {
    return library;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    executor.shutdownNow();
  }
}
