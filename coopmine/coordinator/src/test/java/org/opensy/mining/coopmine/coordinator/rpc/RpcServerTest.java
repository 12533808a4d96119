package org.opensy.mining.coopmine.coordinator.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.opensy.mining.coopmine.coordinator.Samples.job;

import com.google.protobuf.ByteString;
import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.coopmine.coordinator.Samples;
import org.opensy.mining.coopmine.coordinator.job.JobStore;
import org.opensy.mining.coopmine.coordinator.metrics.ClusterMetrics;
import org.opensy.mining.coopmine.coordinator.share.ShareHandler;
import org.opensy.mining.coopmine.coordinator.worker.WorkerRegistry;
import org.opensy.mining.coopmine.protocol.CoopMineGrpc;
import org.opensy.mining.coopmine.protocol.CoopMineGrpc.CoopMineBlockingStub;
import org.opensy.mining.coopmine.protocol.HeartbeatRequest;
import org.opensy.mining.coopmine.protocol.Job;
import org.opensy.mining.coopmine.protocol.JobsRequest;
import org.opensy.mining.coopmine.protocol.RegisterReply;
import org.opensy.mining.coopmine.protocol.RegisterRequest;
import org.opensy.mining.coopmine.protocol.ReserveReply;
import org.opensy.mining.coopmine.protocol.ReserveRequest;
import org.opensy.mining.coopmine.protocol.SharedToken;
import org.opensy.mining.coopmine.protocol.SubmitReply;
import org.opensy.mining.coopmine.protocol.SubmitRequest;

/** The calls over a real connection on the loopback. */
class RpcServerTest {
  private static final SharedToken TOKEN = SharedToken.of("the-right-token-1");
  private static final InstantSource CLOCK = InstantSource.fixed(Samples.NOON);

  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final JobStore jobStore = new JobStore(0);
  private final WorkerRegistry workers = new WorkerRegistry(1, Duration.ofMinutes(1), Samples.NOON);
  private final JobSubscriptions subscriptions = new JobSubscriptions(jobStore);
  private final ClusterMetrics metrics = new ClusterMetrics();
  private RpcServer server;
  private ManagedChannel channel;

  @BeforeEach
  void start() throws IOException {
    ShareHandler shareHandler =
        new ShareHandler(
            jobStore,
            (key, input) -> new byte[32],
            new ShareHandler.Threads(executor, 1),
            (job, nonce, result) -> {
              throw new AssertionError("no share is good in this test");
            },
            CLOCK);
    server =
        RpcServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            TOKEN,
            new Cluster(jobStore, workers, shareHandler, Duration.ofSeconds(10), CLOCK),
            subscriptions,
            new RpcServer.Threads(executor, Executors.defaultThreadFactory()),
            metrics);
    channel =
        Grpc.newChannelBuilderForAddress(
                "127.0.0.1", server.port(), InsecureChannelCredentials.create())
            .build();
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.close();
    executor.shutdownNow();
  }

  private CoopMineBlockingStub known() {
    return CoopMineGrpc.newBlockingStub(channel).withCallCredentials(TOKEN.asCredentials());
  }

  private static RegisterRequest request(int instance) {
    ByteString bytes = ByteString.copyFrom(new byte[15]).concat(oneByte(instance));
    return RegisterRequest.newBuilder()
        .setName("w" + instance)
        .setThreads(2)
        .setInstance(bytes)
        .build();
  }

  private static ByteString oneByte(int value) {
    return ByteString.copyFrom(new byte[] {(byte) value});
  }

  private static void assertRefused(Status.Code code, Supplier<?> call) {
    assertThatThrownBy(call::get)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            refused -> assertThat(refused.getStatus().getCode()).isEqualTo(code));
  }

  @Test
  void refusesCallsWithoutTheTokenOrWithAnotherOne() {
    CoopMineBlockingStub without = CoopMineGrpc.newBlockingStub(channel);
    CoopMineBlockingStub wrong =
        without.withCallCredentials(SharedToken.of("the-right-token-2").asCredentials());
    assertRefused(Status.Code.UNAUTHENTICATED, () -> without.register(request(1)));
    assertRefused(Status.Code.UNAUTHENTICATED, () -> wrong.register(request(1)));
    assertThat(workers.sessions()).isEmpty();
    assertThat(known().register(request(1)).getWorkerId()).hasSize(32);
  }

  @Test
  void callsAreCountedByMethodAndByHowTheyEndedAndConnectionsWhileTheyLast() {
    assertRefused(
        Status.Code.UNAUTHENTICATED,
        () -> CoopMineGrpc.newBlockingStub(channel).register(request(1)));
    assertThat(known().register(request(1)).getWorkerId()).isNotEmpty();
    assertThat(metrics.registry().scrape().toString())
        .contains(
            "coopmine_grpc_connections 1\n",
            "coopmine_grpc_requests_total{method=\"Register\",status=\"UNAUTHENTICATED\"} 1\n",
            "coopmine_grpc_requests_total{method=\"Register\",status=\"OK\"} 1\n",
            "coopmine_grpc_latency_seconds_count{method=\"Register\"} 2\n");
  }

  @Test
  void aConnectionThatNeverSpokeIsNoneThatEnds() {
    CallMeter meter = new CallMeter(metrics);
    Attributes spoken = meter.transportReady(Attributes.EMPTY);
    meter.transportTerminated(Attributes.EMPTY);
    meter.transportTerminated(null);
    assertThat(metrics.registry().scrape().toString()).contains("coopmine_grpc_connections 1\n");
    meter.transportTerminated(spoken);
    assertThat(metrics.registry().scrape().toString()).contains("coopmine_grpc_connections 0\n");
  }

  @Test
  void refusesStrangersSurplusWorkersAndBadFields() {
    HeartbeatRequest stranger = HeartbeatRequest.newBuilder().setWorkerId("nobody").build();
    assertRefused(Status.Code.NOT_FOUND, () -> known().heartbeat(stranger));
    assertRefused(
        Status.Code.INVALID_ARGUMENT,
        () -> known().register(request(1).toBuilder().setName("").build()));
    String id = known().register(request(1)).getWorkerId();
    assertRefused(Status.Code.RESOURCE_EXHAUSTED, () -> known().register(request(2)));
    HeartbeatRequest bad =
        HeartbeatRequest.newBuilder().setWorkerId(id).setHashRate(Double.NaN).build();
    assertRefused(Status.Code.INVALID_ARGUMENT, () -> known().heartbeat(bad));
  }

  @Test
  void refusesMessagesThatAreTooLarge() {
    RegisterRequest large = request(1).toBuilder().setAgent("x".repeat(20_000)).build();
    assertRefused(Status.Code.RESOURCE_EXHAUSTED, () -> known().register(large));
  }

  @Test
  void pushesEachNewJobWithFreshNoncesAndStopsWhenThePoolIsGone() {
    RegisterReply me = known().register(request(1));
    JobsRequest ask = JobsRequest.newBuilder().setWorkerId(me.getWorkerId()).build();
    Iterator<Job> jobs = known().withDeadlineAfter(Duration.ofMinutes(1)).jobs(ask);
    assertThat(jobs.next().getSequence()).isZero();
    jobStore.publish(job("a", 5, 1));
    subscriptions.jobChanged();
    Job first = jobs.next();
    assertThat(first.getSequence()).isEqualTo(1);
    assertThat(first.getBlob().size()).isEqualTo(80);
    assertThat(first.getTarget()).isEqualTo(1L << 60);
    assertThat(first.getNonces().getCount()).isEqualTo(8192);
    ReserveRequest more =
        ReserveRequest.newBuilder().setWorkerId(me.getWorkerId()).setSequence(1).build();
    ReserveReply reply = known().reserve(more);
    assertThat(reply.getOutcome()).isEqualTo(ReserveReply.Outcome.RESERVED);
    assertThat(reply.getNonces().getFirstNonce()).isEqualTo(8192);
    jobStore.withdraw();
    subscriptions.jobChanged();
    assertThat(jobs.next().getSequence()).isZero();
    assertThat(known().reserve(more).getOutcome()).isEqualTo(ReserveReply.Outcome.NOT_CURRENT);
  }

  @Test
  void endsTheStreamOfAWorkerThatIsDropped() {
    RegisterReply me = known().register(request(1));
    JobsRequest ask = JobsRequest.newBuilder().setWorkerId(me.getWorkerId()).build();
    Iterator<Job> jobs = known().withDeadlineAfter(Duration.ofMinutes(1)).jobs(ask);
    assertThat(jobs.next().getSequence()).isZero();
    workers.expire(Samples.NOON.plusSeconds(61)).forEach(subscriptions::drop);
    assertRefused(Status.Code.NOT_FOUND, jobs::next);
  }

  @Test
  void answersASubmitWithItsVerdict() {
    RegisterReply me = known().register(request(1));
    SubmitRequest claim =
        SubmitRequest.newBuilder()
            .setWorkerId(me.getWorkerId())
            .setSequence(77)
            .setResult(ByteString.copyFrom(new byte[32]))
            .build();
    SubmitReply reply = known().submit(claim);
    assertThat(reply.getVerdict()).isEqualTo(SubmitReply.Verdict.UNKNOWN_JOB);
    assertThat(reply.getReason()).isEqualTo("no such job");
  }
}
