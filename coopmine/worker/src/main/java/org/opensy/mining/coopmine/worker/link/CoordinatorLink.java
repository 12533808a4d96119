package org.opensy.mining.coopmine.worker.link;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.opensy.mining.coopmine.protocol.CoopMineGrpc;
import org.opensy.mining.coopmine.protocol.CoopMineGrpc.CoopMineBlockingStub;
import org.opensy.mining.coopmine.protocol.CoopMineGrpc.CoopMineStub;
import org.opensy.mining.coopmine.protocol.HeartbeatRequest;
import org.opensy.mining.coopmine.protocol.RegisterReply;
import org.opensy.mining.coopmine.protocol.RegisterRequest;
import org.opensy.mining.coopmine.protocol.SharedToken;
import org.opensy.mining.coopmine.worker.hash.HashThreads;
import org.opensy.mining.coopmine.worker.hash.TaskUpdate;
import org.opensy.mining.stratum.protocol.LogText;

/**
 * Keeps the worker registered: registers, listens for jobs and gives signs of life, and begins anew
 * after growing pauses when any of these fails.
 *
 * <p>{@link #run} wants a thread of its own until {@link #close}. Thread-safe.
 */
public final class CoordinatorLink implements Runnable, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(CoordinatorLink.class.getName());
  private static final int PATIENCE_SECONDS = 10;
  private static final int INSTANCE_BYTES = 16;
  private static final String AGENT = "opensy-coopmine-worker/0.1.0";

  private final ManagedChannel channel;
  private final SharedToken token;
  private final RegisterRequest registration;
  private final BackOff backOff;
  private final HashThreads hashThreads;
  private final ShareOutbox outbox;
  private volatile boolean registered;
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * Who the worker is.
   *
   * @param pauses between attempts to register
   */
  public record Identity(String name, int threads, SharedToken token, BackOff pauses) {}

  /** A link that is not up yet. */
  public CoordinatorLink(
      ManagedChannel channel, Identity identity, HashThreads hashThreads, ShareOutbox outbox) {
    byte[] instance = new byte[INSTANCE_BYTES];
    new SecureRandom().nextBytes(instance);
    this.channel = channel;
    this.token = identity.token();
    this.backOff = identity.pauses();
    this.hashThreads = hashThreads;
    this.outbox = outbox;
    this.registration =
        RegisterRequest.newBuilder()
            .setName(identity.name())
            .setThreads(identity.threads())
            .setInstance(ByteString.copyFrom(instance))
            .setAgent(AGENT)
            .build();
  }

  @Override
  public void run() {
    try {
      while (!isClosed()) {
        Status end = attempt();
        registered = false;
        hashThreads.update(TaskUpdate.STOP);
        rest(end);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the coordinator knows this worker. */
  public boolean isRegistered() {
    return registered;
  }

  private Status attempt() throws InterruptedException {
    channel.resetConnectBackoff();
    try {
      RegisterReply reply = blocking().register(registration);
      return work(reply);
    } catch (StatusRuntimeException e) {
      return e.getStatus();
    } catch (RuntimeException unexpected) {
      // Without this thread the worker would stand still.
      LOG.log(Level.ERROR, "COOP-3008 the session failed", unexpected);
      return Status.fromThrowable(unexpected).withDescription(unexpected.toString());
    }
  }

  private Status work(RegisterReply reply) throws InterruptedException {
    Duration heartbeat = Duration.ofMillis(reply.getHeartbeatIntervalMs());
    CoopMineStub async = CoopMineGrpc.newStub(channel).withCallCredentials(token.asCredentials());
    JobStream jobs = new JobStream(async, reply.getWorkerId(), hashThreads);
    outbox.registered(reply.getWorkerId());
    registered = true;
    backOff.reset();
    LOG.log(Level.INFO, "COOP-3001 registered with the coordinator");
    jobs.open();
    try {
      Optional<Status> end = jobs.awaitEnd(heartbeat);
      while (end.isEmpty() && !isClosed()) {
        beat(reply.getWorkerId());
        end = jobs.awaitEnd(heartbeat);
      }
      return end.orElse(Status.CANCELLED);
    } finally {
      jobs.close();
    }
  }

  private void beat(String workerId) {
    var unused =
        blocking()
            .heartbeat(
                HeartbeatRequest.newBuilder()
                    .setWorkerId(workerId)
                    .setHashRate(hashThreads.meter().rate())
                    .setHashes(hashThreads.meter().total())
                    .build());
  }

  private CoopMineBlockingStub blocking() {
    return CoopMineGrpc.newBlockingStub(channel)
        .withCallCredentials(token.asCredentials())
        .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private void rest(Status end) throws InterruptedException {
    if (isClosed()) {
      return;
    }
    Duration pause = backOff.pause();
    LOG.log(
        Level.WARNING,
        "COOP-3004 no coordinator: {0} {1}; next attempt in {2} s",
        end.getCode(),
        LogText.of(end.getDescription()),
        pause.toSeconds());
    if (closed.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
      LOG.log(Level.DEBUG, "closed while waiting for the next attempt");
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** Ends {@link #run} and all calls. Does not wait for it. */
  @Override
  public void close() {
    closed.countDown();
    channel.shutdownNow();
  }
}
