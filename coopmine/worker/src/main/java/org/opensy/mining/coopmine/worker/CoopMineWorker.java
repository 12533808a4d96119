package org.opensy.mining.coopmine.worker;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.opensy.mining.coopmine.protocol.CoopMineGrpc;
import org.opensy.mining.coopmine.worker.config.WorkerSettings;
import org.opensy.mining.coopmine.worker.hash.HashThreads;
import org.opensy.mining.coopmine.worker.hash.HasherFactory;
import org.opensy.mining.coopmine.worker.link.CoordinatorLink;
import org.opensy.mining.coopmine.worker.link.ShareCounts;
import org.opensy.mining.coopmine.worker.link.ShareOutbox;

/**
 * A running worker.
 *
 * <p>Thread-safe.
 */
public final class CoopMineWorker implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(CoopMineWorker.class.getName());
  private static final int MAX_MESSAGE_BYTES = 16 * 1024;
  private static final int SAMPLE_SECONDS = 5;
  private static final int SAMPLES_A_REPORT = 12;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final WorkerSettings settings;
  private final WorkerEnvironment environment;
  private final EventLoopGroup loops;
  private final HashThreads hashThreads;
  private final ShareOutbox outbox;
  private final CoordinatorLink link;
  private final Thread linkThread;
  private final ScheduledFuture<?> sampling;
  private int samples;

  /** Starts the hashing threads and the search for the coordinator. Does not wait for it. */
  public static CoopMineWorker start(
      WorkerSettings settings, HasherFactory hashers, WorkerEnvironment environment) {
    CoopMineWorker worker = new CoopMineWorker(settings, hashers, environment);
    worker.linkThread.start();
    LOG.log(
        Level.INFO,
        "COOP-3005 worker {0} with {1} threads, coordinator {2}",
        settings.name(),
        settings.threads(),
        settings.coordinator());
    return worker;
  }

  private CoopMineWorker(
      WorkerSettings settings, HasherFactory hashers, WorkerEnvironment environment) {
    this.settings = settings;
    this.environment = environment;
    this.loops =
        new MultiThreadIoEventLoopGroup(1, environment.threads(), NioIoHandler.newFactory());
    ManagedChannel channel =
        NettyChannelBuilder.forTarget(settings.coordinator())
            .usePlaintext()
            .channelType(NioSocketChannel.class)
            .eventLoopGroup(loops)
            .executor(environment.executor())
            .offloadExecutor(environment.executor())
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .keepAliveTime(30, TimeUnit.SECONDS)
            .keepAliveTimeout(10, TimeUnit.SECONDS)
            .build();
    this.outbox =
        new ShareOutbox(
            CoopMineGrpc.newStub(channel).withCallCredentials(settings.token().asCredentials()));
    this.hashThreads =
        HashThreads.start(settings.threads(), hashers, outbox, environment.threads());
    CoordinatorLink.Identity identity =
        new CoordinatorLink.Identity(
            settings.name(), settings.threads(), settings.token(), environment.pauses());
    this.link = new CoordinatorLink(channel, identity, hashThreads, outbox);
    this.linkThread = environment.threads().newThread(link);
    this.sampling =
        environment
            .timer()
            .scheduleWithFixedDelay(this::sample, 0, SAMPLE_SECONDS, TimeUnit.SECONDS);
  }

  private void sample() {
    double rate = hashThreads.meter().sample(environment.clock().instant());
    if (++samples % SAMPLES_A_REPORT == 0) {
      ShareCounts shares = outbox.counts();
      LOG.log(
          Level.INFO,
          "COOP-3006 {0} H/s, {1} shares accepted, {2} rejected, {3} lost",
          String.format(Locale.ROOT, "%.1f", rate),
          shares.accepted(),
          shares.rejected(),
          shares.lost());
    }
  }

  /** What it was told. */
  public WorkerSettings settings() {
    return settings;
  }

  /** The coordinator knows this worker. */
  public boolean isRegistered() {
    return link.isRegistered();
  }

  /** It has a job and works on it. */
  public boolean isHashing() {
    return hashThreads.isHashing();
  }

  /** Hashes a second over the last minute. */
  public double hashRate() {
    return hashThreads.meter().rate();
  }

  /** Hashes since the start. */
  public long hashes() {
    return hashThreads.meter().total();
  }

  /** What became of its shares. */
  public ShareCounts shares() {
    return outbox.counts();
  }

  /** Stops hashing and leaves; waits some seconds at most. */
  @Override
  public void close() {
    sampling.cancel(false);
    link.close();
    hashThreads.close();
    try {
      linkThread.join(PATIENCE.toMillis());
      boolean ended =
          loops
              .shutdownGracefully(0, 1, TimeUnit.SECONDS)
              .await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      LOG.log(Level.DEBUG, "event loop ended: {0}", ended);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    LOG.log(Level.INFO, "COOP-3007 worker stopped");
  }
}
