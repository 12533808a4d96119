package org.opensy.mining.coopmine.coordinator;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.opensy.mining.coopmine.coordinator.config.CoordinatorSettings;
import org.opensy.mining.coopmine.coordinator.job.BlockTarget;
import org.opensy.mining.coopmine.coordinator.job.ClusterJob;
import org.opensy.mining.coopmine.coordinator.job.JobStore;
import org.opensy.mining.coopmine.coordinator.job.PoolJob;
import org.opensy.mining.coopmine.coordinator.metrics.ClusterMetrics;
import org.opensy.mining.coopmine.coordinator.pool.PoolLink;
import org.opensy.mining.coopmine.coordinator.pool.PoolReply;
import org.opensy.mining.coopmine.coordinator.rpc.Cluster;
import org.opensy.mining.coopmine.coordinator.rpc.JobSubscriptions;
import org.opensy.mining.coopmine.coordinator.rpc.RpcServer;
import org.opensy.mining.coopmine.coordinator.share.ShareHandler;
import org.opensy.mining.coopmine.coordinator.worker.WorkerRegistry;
import org.opensy.mining.coopmine.coordinator.worker.WorkerSession;
import org.opensy.mining.randomx.KeyedHashers;
import org.opensy.mining.randomx.RandomXLibrary;
import org.opensy.mining.stratum.protocol.LogText;

/**
 * A running coordinator.
 *
 * <p>Thread-safe.
 */
public final class Coordinator implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Coordinator.class.getName());
  private static final String AGENT = "opensy-coopmine/0.1.0";
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final ClusterMetrics metrics = new ClusterMetrics();
  private final CoordinatorEnvironment environment;
  private final JobStore jobStore;
  private final JobSubscriptions subscriptions;
  private final Cluster cluster;
  private final KeyedHashers hashers;
  private final PoolLink link;
  private final RpcServer server;
  private final Thread poolThread;
  private final ScheduledFuture<?> sweep;

  /**
   * Listens for workers and connects to the pool.
   *
   * @throws IOException if it cannot listen; nothing is left running then
   */
  public static Coordinator start(
      CoordinatorSettings settings, RandomXLibrary library, CoordinatorEnvironment environment)
      throws IOException {
    KeyedHashers hashers = new KeyedHashers(library, settings.randomX(), environment.calls());
    boolean started = false;
    try {
      Coordinator coordinator = new Coordinator(settings, hashers, environment);
      started = true;
      coordinator.poolThread.start();
      return coordinator;
    } finally {
      if (!started) {
        hashers.close();
      }
    }
  }

  private Coordinator(
      CoordinatorSettings settings, KeyedHashers hashers, CoordinatorEnvironment environment)
      throws IOException {
    this.environment = environment;
    this.hashers = hashers;
    this.jobStore = new JobStore(environment.clock().millis());
    this.subscriptions = new JobSubscriptions(jobStore);
    this.link =
        new PoolLink(
            settings.account(), AGENT, environment.pauses(), environment.clock(), this::take);
    this.cluster = cluster(settings);
    this.server =
        RpcServer.start(
            settings.listen().address(),
            settings.token(),
            cluster,
            subscriptions,
            new RpcServer.Threads(environment.calls(), environment.threads()),
            metrics);
    this.poolThread = environment.threads().newThread(link);
    this.sweep = environment.timer().scheduleWithFixedDelay(this::sweep, 1, 1, TimeUnit.SECONDS);
    LOG.log(
        Level.INFO,
        "COOP-1001 coordinator listens on {0}:{1} for at most {2} workers, pool {3}",
        settings.listen().address().getHostString(),
        Integer.toString(server.port()),
        settings.listen().maxWorkers(),
        settings.account());
  }

  private Cluster cluster(CoordinatorSettings settings) {
    CoordinatorSettings.Listen listen = settings.listen();
    return new Cluster(
        jobStore,
        new WorkerRegistry(listen.maxWorkers(), listen.timeout(), environment.clock().instant()),
        new ShareHandler(
            jobStore,
            hashers::hash,
            new ShareHandler.Threads(environment.calls(), settings.randomX().threads()),
            this::submit,
            environment.clock()),
        listen.heartbeat(),
        environment.clock());
  }

  private CompletableFuture<PoolReply> submit(PoolJob job, int nonce, byte[] result) {
    long begun = System.nanoTime();
    return link.submit(job, nonce, result)
        .whenComplete(
            (reply, failure) -> {
              if (reply instanceof PoolReply.Lost) {
                return;
              }
              metrics.poolAnswered(System.nanoTime() - begun);
              if (reply instanceof PoolReply.Accepted && BlockTarget.isMetBy(job, result)) {
                metrics.block();
              }
            });
  }

  /** What is counted. */
  public ClusterMetrics metrics() {
    return metrics;
  }

  /** Connections to the pool after the first. */
  public long poolReconnects() {
    return link.reconnects();
  }

  /** The port on which workers are served. */
  public int port() {
    return server.port();
  }

  /** The pool has let this coordinator in. */
  public boolean isPoolUp() {
    return link.isUp();
  }

  /** Jobs, workers and their numbers. */
  public Cluster cluster() {
    return cluster;
  }

  private void take(Optional<PoolJob> job) {
    if (job.isEmpty()) {
      jobStore.withdraw();
      metrics.noJob(System.nanoTime());
    } else if (jobStore.current().filter(now -> now.pool().equals(job.get())).isEmpty()) {
      // The hashers report a failure, and the first share tries again.
      CompletableFuture<Void> unused = hashers.prepare(job.get().key());
      ClusterJob published = jobStore.publish(job.get());
      metrics.job(System.nanoTime());
      LOG.log(
          Level.DEBUG,
          "job {0} height {1} target {2}",
          published.sequence(),
          job.get().height(),
          job.get().target());
    }
    subscriptions.jobChanged();
  }

  private void sweep() {
    for (WorkerSession lost : cluster.workers().expire(environment.clock().instant())) {
      LOG.log(
          Level.WARNING,
          "COOP-1008 worker timed out name={0}",
          LogText.of(lost.registration().name()));
      subscriptions.drop(lost);
    }
  }

  /** Ends everything; waits some seconds at most. */
  @Override
  public void close() {
    sweep.cancel(false);
    link.close();
    server.close();
    try {
      poolThread.join(PATIENCE.toMillis());
      if (poolThread.isAlive()) {
        poolThread.interrupt();
        LOG.log(Level.WARNING, "COOP-1009 the pool's thread did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    hashers.close();
    LOG.log(Level.INFO, "COOP-1002 coordinator stopped");
  }
}
