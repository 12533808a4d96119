package org.opensy.mining.coopmine.worker.link;

import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.opensy.mining.coopmine.protocol.CoopMineGrpc.CoopMineStub;
import org.opensy.mining.coopmine.protocol.Job;
import org.opensy.mining.coopmine.protocol.JobsRequest;
import org.opensy.mining.coopmine.protocol.NonceBlob;
import org.opensy.mining.coopmine.protocol.NonceRange;
import org.opensy.mining.coopmine.protocol.NonceSpan;
import org.opensy.mining.coopmine.protocol.ReserveReply;
import org.opensy.mining.coopmine.protocol.ReserveRequest;
import org.opensy.mining.coopmine.worker.hash.HashThreads;
import org.opensy.mining.coopmine.worker.hash.NonceSupply;
import org.opensy.mining.coopmine.worker.hash.Task;
import org.opensy.mining.coopmine.worker.hash.TaskUpdate;
import org.opensy.mining.randomx.RandomXKey;
import org.opensy.mining.stratum.protocol.LogText;

/**
 * The jobs of one registration, passed on to the hashing threads, and the nonces for them.
 *
 * <p>Thread-safe.
 */
final class JobStream implements ClientResponseObserver<JobsRequest, Job> {
  private static final System.Logger LOG = System.getLogger(JobStream.class.getName());
  private static final int PATIENCE_SECONDS = 10;

  private final CoopMineStub coordinator;
  private final String workerId;
  private final HashThreads hashThreads;
  private ClientCallStreamObserver<JobsRequest> call;
  private final CountDownLatch ended = new CountDownLatch(1);
  private Optional<Status> end = Optional.empty();
  private long newest;

  JobStream(CoopMineStub coordinator, String workerId, HashThreads hashThreads) {
    this.coordinator = coordinator;
    this.workerId = workerId;
    this.hashThreads = hashThreads;
  }

  void open() {
    coordinator.jobs(JobsRequest.newBuilder().setWorkerId(workerId).build(), this);
  }

  /** Why the stream has ended, waiting for it no longer than this. */
  Optional<Status> awaitEnd(Duration patience) throws InterruptedException {
    boolean over = ended.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    return over ? end() : Optional.empty();
  }

  private synchronized Optional<Status> end() {
    return end;
  }

  /** Ends the stream from this side. */
  void close() {
    ended(Status.CANCELLED);
    call.cancel("the worker leaves the stream", null);
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<JobsRequest> stream) {
    call = stream;
  }

  @Override
  public void onNext(Job job) {
    if (!isNew(job.getSequence())) {
      return;
    }
    if (job.getSequence() == 0) {
      hashThreads.update(TaskUpdate.STOP);
      return;
    }
    try {
      hashThreads.update(TaskUpdate.work(task(job), job.getPreviousStillGood()));
    } catch (IllegalArgumentException e) {
      LOG.log(
          Level.ERROR, "COOP-3002 the coordinator sent a bad job: {0}", LogText.of(e.getMessage()));
      hashThreads.update(TaskUpdate.STOP);
    }
  }

  private synchronized boolean isNew(long sequence) {
    boolean good = end.isEmpty() && (sequence == 0 || sequence >= newest);
    newest = Math.max(newest, sequence);
    return good;
  }

  private Task task(Job job) {
    if (job.getTarget() == 0) {
      throw new IllegalArgumentException("no target");
    }
    NonceBlob blob = new NonceBlob(job.getBlob().toByteArray(), job.getNonceOffset());
    RandomXKey key = new RandomXKey(job.getSeedHash().toByteArray());
    Reservation reservation = new Reservation(job.getSequence());
    if (job.hasNonces()) {
      reservation.supply.add(span(job.getNonces()));
    } else {
      reservation.supply.end();
    }
    return new Task(job.getSequence(), blob, key, job.getTarget(), reservation.supply);
  }

  private static NonceSpan span(NonceRange range) {
    return new NonceSpan(Integer.toUnsignedLong(range.getFirstNonce()), range.getCount());
  }

  @Override
  public void onError(Throwable failure) {
    ended(Status.fromThrowable(failure));
  }

  @Override
  public void onCompleted() {
    ended(Status.UNAVAILABLE.withDescription("the coordinator ended the stream"));
  }

  private synchronized void ended(Status status) {
    if (end.isEmpty()) {
      end = Optional.of(status);
      ended.countDown();
    }
  }

  /** Fetches more nonces for one job. */
  private final class Reservation implements StreamObserver<ReserveReply> {
    private final long sequence;
    private final NonceSupply supply = new NonceSupply(this::ask);

    Reservation(long sequence) {
      this.sequence = sequence;
    }

    private void ask() {
      ReserveRequest request =
          ReserveRequest.newBuilder().setWorkerId(workerId).setSequence(sequence).build();
      coordinator.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS).reserve(request, this);
    }

    @Override
    public void onNext(ReserveReply reply) {
      if (reply.getOutcome() == ReserveReply.Outcome.RESERVED) {
        supply.add(span(reply.getNonces()));
      } else if (reply.getOutcome() == ReserveReply.Outcome.EXHAUSTED) {
        LOG.log(Level.WARNING, "COOP-3003 no nonces are left, waiting for the next job");
        supply.end();
      }
    }

    @Override
    public void onError(Throwable failure) {
      ended(Status.fromThrowable(failure));
    }

    @Override
    public void onCompleted() {
      LOG.log(Level.DEBUG, "nonces of job {0} asked for", sequence);
    }
  }
}
