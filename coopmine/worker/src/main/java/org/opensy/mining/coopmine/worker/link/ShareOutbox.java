package org.opensy.mining.coopmine.worker.link;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.opensy.mining.coopmine.protocol.CoopMineGrpc.CoopMineStub;
import org.opensy.mining.coopmine.protocol.SubmitReply;
import org.opensy.mining.coopmine.protocol.SubmitRequest;
import org.opensy.mining.coopmine.worker.hash.ShareSink;
import org.opensy.mining.coopmine.worker.hash.Task;
import org.opensy.mining.stratum.protocol.LogText;

/**
 * Hands in shares without keeping the hashing threads. At most {@value #MAX_WAITING} wait for their
 * verdict; further ones are lost, and counted so.
 *
 * <p>Thread-safe.
 */
public final class ShareOutbox implements ShareSink {
  static final int MAX_WAITING = 128;

  private static final System.Logger LOG = System.getLogger(ShareOutbox.class.getName());
  private static final int PATIENCE_SECONDS = 45;

  private final CoopMineStub coordinator;
  private final Semaphore room = new Semaphore(MAX_WAITING);
  private final Map<String, Long> refused = new TreeMap<>();
  private long accepted;
  private long lost;
  private volatile String workerId = "";

  /** An outbox that sends once it knows the worker's registration. */
  public ShareOutbox(CoopMineStub coordinator) {
    this.coordinator = coordinator;
  }

  /** The registration to use from now on. */
  void registered(String id) {
    workerId = id;
  }

  @Override
  public void found(Task task, int nonce, byte[] result) {
    if (!room.tryAcquire()) {
      lost(task.sequence(), "too many wait");
      return;
    }
    SubmitRequest request =
        SubmitRequest.newBuilder()
            .setWorkerId(workerId)
            .setSequence(task.sequence())
            .setNonce(nonce)
            .setResult(ByteString.copyFrom(result))
            .build();
    coordinator
        .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .submit(request, new Verdict(task.sequence()));
  }

  /** What became of the shares. */
  public synchronized ShareCounts counts() {
    return new ShareCounts(accepted, Map.copyOf(refused), lost);
  }

  private synchronized void settled(long sequence, SubmitReply reply) {
    if (reply.getVerdict() == SubmitReply.Verdict.ACCEPTED) {
      accepted++;
      return;
    }
    refused.merge(reply.getVerdict().name().toLowerCase(Locale.ROOT), 1L, Long::sum);
    LOG.log(
        Level.DEBUG,
        "share of job {0} refused: {1} {2}",
        sequence,
        reply.getVerdict(),
        LogText.of(reply.getReason()));
  }

  private synchronized void lost(long sequence, String why) {
    lost++;
    LOG.log(Level.DEBUG, "share of job {0} lost: {1}", sequence, LogText.of(why));
  }

  private final class Verdict implements StreamObserver<SubmitReply> {
    private final long sequence;

    Verdict(long sequence) {
      this.sequence = sequence;
    }

    @Override
    public void onNext(SubmitReply reply) {
      settled(sequence, reply);
    }

    @Override
    public void onError(Throwable failure) {
      room.release();
      lost(sequence, Status.fromThrowable(failure).toString());
    }

    @Override
    public void onCompleted() {
      room.release();
    }
  }
}
