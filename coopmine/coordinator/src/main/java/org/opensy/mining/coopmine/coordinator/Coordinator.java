package org.opensy.mining.coopmine.coordinator;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.opensy.mining.coopmine.coordinator.config.CoordinatorSettings;
import org.opensy.mining.coopmine.coordinator.job.ClusterJob;
import org.opensy.mining.coopmine.coordinator.job.JobBoard;
import org.opensy.mining.coopmine.coordinator.job.PoolJob;
import org.opensy.mining.coopmine.coordinator.pool.PoolLink;
import org.opensy.mining.coopmine.coordinator.rpc.Cluster;
import org.opensy.mining.coopmine.coordinator.rpc.JobOutlets;
import org.opensy.mining.coopmine.coordinator.rpc.RpcServer;
import org.opensy.mining.coopmine.coordinator.share.ShareDesk;
import org.opensy.mining.coopmine.coordinator.worker.WorkerRegistry;
import org.opensy.mining.coopmine.coordinator.worker.WorkerSession;
import org.opensy.mining.randomx.HasherRing;
import org.opensy.mining.randomx.RandomXLibrary;

/**
 * A running coordinator.
 *
 * <p>Thread-safe.
 */
public final class Coordinator implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Coordinator.class.getName());
  private static final String AGENT = "opensy-coopmine/0.1.0";
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final Surroundings surroundings;
  private final JobBoard board;
  private final JobOutlets outlets;
  private final Cluster cluster;
  private final HasherRing ring;
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
      CoordinatorSettings settings, RandomXLibrary library, Surroundings surroundings)
      throws IOException {
    HasherRing ring = new HasherRing(library, settings.randomX(), surroundings.calls());
    boolean started = false;
    try {
      Coordinator coordinator = new Coordinator(settings, ring, surroundings);
      started = true;
      coordinator.poolThread.start();
      return coordinator;
    } finally {
      if (!started) {
        ring.close();
      }
    }
  }

  private Coordinator(CoordinatorSettings settings, HasherRing ring, Surroundings surroundings)
      throws IOException {
    this.surroundings = surroundings;
    this.ring = ring;
    this.board = new JobBoard(surroundings.clock().millis());
    this.outlets = new JobOutlets(board);
    this.link =
        new PoolLink(
            settings.account(), AGENT, surroundings.pauses(), surroundings.clock(), this::take);
    this.cluster = cluster(settings);
    this.server =
        RpcServer.start(
            settings.listen().address(),
            settings.token(),
            cluster,
            outlets,
            new RpcServer.Threads(surroundings.calls(), surroundings.threads()));
    this.poolThread = surroundings.threads().newThread(link);
    this.sweep = surroundings.timer().scheduleWithFixedDelay(this::sweep, 1, 1, TimeUnit.SECONDS);
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
        board,
        new WorkerRegistry(listen.maxWorkers(), listen.timeout(), surroundings.clock().instant()),
        new ShareDesk(board, ring::hash, link::submit, surroundings.clock()),
        listen.heartbeat(),
        surroundings.clock());
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
      board.withdraw();
    } else if (board.current().filter(now -> now.pool().equals(job.get())).isEmpty()) {
      // The ring reports a failure, and the first share tries again.
      CompletableFuture<Void> unused = ring.prepare(job.get().key());
      ClusterJob published = board.publish(job.get());
      LOG.log(
          Level.DEBUG,
          "job {0} height {1} target {2}",
          published.sequence(),
          job.get().height(),
          job.get().target());
    }
    outlets.jobChanged();
  }

  private void sweep() {
    for (WorkerSession lost : cluster.workers().expire(surroundings.clock().instant())) {
      LOG.log(Level.WARNING, "COOP-1008 worker timed out name={0}", lost.registration().name());
      outlets.drop(lost);
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
    ring.close();
    LOG.log(Level.INFO, "COOP-1002 coordinator stopped");
  }
}
