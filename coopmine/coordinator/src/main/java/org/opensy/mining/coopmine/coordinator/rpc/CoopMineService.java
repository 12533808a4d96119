package org.opensy.mining.coopmine.coordinator.rpc;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.opensy.mining.coopmine.coordinator.job.ClusterJob;
import org.opensy.mining.coopmine.coordinator.share.ShareClaim;
import org.opensy.mining.coopmine.coordinator.worker.WorkerSession;
import org.opensy.mining.coopmine.protocol.CoopMineGrpc;
import org.opensy.mining.coopmine.protocol.HeartbeatReply;
import org.opensy.mining.coopmine.protocol.HeartbeatRequest;
import org.opensy.mining.coopmine.protocol.Job;
import org.opensy.mining.coopmine.protocol.JobsRequest;
import org.opensy.mining.coopmine.protocol.NonceRange;
import org.opensy.mining.coopmine.protocol.RegisterReply;
import org.opensy.mining.coopmine.protocol.RegisterRequest;
import org.opensy.mining.coopmine.protocol.ReserveReply;
import org.opensy.mining.coopmine.protocol.ReserveRequest;
import org.opensy.mining.coopmine.protocol.StatsReply;
import org.opensy.mining.coopmine.protocol.StatsRequest;
import org.opensy.mining.coopmine.protocol.SubmitReply;
import org.opensy.mining.coopmine.protocol.SubmitRequest;
import org.opensy.mining.stratum.protocol.LogText;

/**
 * The calls of workers: parsed here, done elsewhere.
 *
 * <p>Thread-safe.
 */
final class CoopMineService extends CoopMineGrpc.CoopMineImplBase {
  private static final System.Logger LOG = System.getLogger(CoopMineService.class.getName());

  private final Cluster cluster;
  private final JobSubscriptions subscriptions;

  CoopMineService(Cluster cluster, JobSubscriptions subscriptions) {
    this.cluster = cluster;
    this.subscriptions = subscriptions;
  }

  @Override
  public void register(RegisterRequest request, StreamObserver<RegisterReply> out) {
    Optional<WorkerSession> worker;
    try {
      worker = cluster.workers().register(Replies.registration(request), cluster.clock().instant());
    } catch (IllegalArgumentException e) {
      fail(out, Status.INVALID_ARGUMENT.withDescription(e.getMessage()));
      return;
    }
    if (worker.isEmpty()) {
      fail(out, Status.RESOURCE_EXHAUSTED.withDescription("too many workers"));
      return;
    }
    LOG.log(
        Level.INFO,
        "COOP-1006 worker registered name={0} threads={1}",
        LogText.of(request.getName()),
        request.getThreads());
    answer(
        out,
        RegisterReply.newBuilder()
            .setWorkerId(worker.get().id())
            .setHeartbeatIntervalMs(Math.toIntExact(cluster.heartbeat().toMillis()))
            .build());
  }

  @Override
  public void heartbeat(HeartbeatRequest request, StreamObserver<HeartbeatReply> out) {
    Optional<WorkerSession> worker = known(request.getWorkerId(), out);
    if (worker.isEmpty()) {
      return;
    }
    double rate = request.getHashRate();
    if (!Double.isFinite(rate) || rate < 0 || request.getHashes() < 0) {
      fail(out, Status.INVALID_ARGUMENT.withDescription("bad hash rate"));
      return;
    }
    worker.get().beat(cluster.clock().instant(), rate, request.getHashes());
    boolean mining = cluster.jobStore().current().isPresent();
    answer(out, HeartbeatReply.newBuilder().setMining(mining).build());
  }

  @Override
  public void jobs(JobsRequest request, StreamObserver<Job> out) {
    known(request.getWorkerId(), out)
        .ifPresent(worker -> subscriptions.open(worker, (ServerCallStreamObserver<Job>) out));
  }

  @Override
  public void reserve(ReserveRequest request, StreamObserver<ReserveReply> out) {
    known(request.getWorkerId(), out)
        .ifPresent(worker -> answer(out, reserve(worker, request.getSequence())));
  }

  private ReserveReply reserve(WorkerSession worker, long sequence) {
    ReserveReply.Builder reply = ReserveReply.newBuilder();
    Optional<ClusterJob> job =
        cluster.jobStore().current().filter(now -> now.sequence() == sequence);
    if (job.isEmpty()) {
      return reply.setOutcome(ReserveReply.Outcome.NOT_CURRENT).build();
    }
    Optional<NonceRange> nonces = subscriptions.jobs().reserve(job.get(), worker);
    nonces.ifPresent(reply::setNonces);
    return reply
        .setOutcome(
            nonces.isPresent() ? ReserveReply.Outcome.RESERVED : ReserveReply.Outcome.EXHAUSTED)
        .build();
  }

  @Override
  public void submit(SubmitRequest request, StreamObserver<SubmitReply> out) {
    ShareClaim claim =
        new ShareClaim(
            request.getSequence(), request.getNonce(), request.getResult().toByteArray());
    Optional<WorkerSession> worker = known(request.getWorkerId(), out);
    if (worker.isPresent()) {
      CompletableFuture<Void> unused =
          cluster
              .shareHandler()
              .handle(worker.get(), claim)
              .thenAccept(verdict -> answer(out, Replies.verdict(verdict)));
    }
  }

  @Override
  public void stats(StatsRequest request, StreamObserver<StatsReply> out) {
    known(request.getWorkerId(), out)
        .ifPresent(worker -> answer(out, Replies.stats(cluster, worker)));
  }

  private Optional<WorkerSession> known(String workerId, StreamObserver<?> out) {
    Optional<WorkerSession> worker = cluster.workers().find(workerId);
    if (worker.isEmpty()) {
      fail(out, Status.NOT_FOUND.withDescription("unknown worker, register again"));
    }
    return worker;
  }

  private static <R> void answer(StreamObserver<R> out, R reply) {
    out.onNext(reply);
    out.onCompleted();
  }

  private static void fail(StreamObserver<?> out, Status status) {
    out.onError(status.asRuntimeException());
  }
}
