package org.opensy.mining.coopmine.coordinator.rpc;

import com.google.protobuf.ByteString;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.opensy.mining.coopmine.coordinator.job.ClusterJob;
import org.opensy.mining.coopmine.coordinator.job.JobStore;
import org.opensy.mining.coopmine.coordinator.worker.WorkerSession;
import org.opensy.mining.coopmine.protocol.Job;
import org.opensy.mining.coopmine.protocol.NonceRange;
import org.opensy.mining.coopmine.protocol.NonceSpan;
import org.opensy.mining.stratum.protocol.LogText;

/**
 * Makes messages of jobs, each with nonces for the worker that it goes to.
 *
 * <p>Thread-safe.
 */
final class JobMessages {
  private static final System.Logger LOG = System.getLogger(JobMessages.class.getName());
  private static final int SECONDS_A_SPAN = 60;
  private static final long FIRST_SPAN_A_THREAD = 4096;
  private static final long LEAST = 1024;
  private static final long PARTS = 256;
  private static final Job STOP = Job.getDefaultInstance();

  private final JobStore jobStore;

  JobMessages(JobStore jobStore) {
    this.jobStore = jobStore;
  }

  /** Number of the current job, 0 if there is none. */
  long current() {
    return jobStore.current().map(ClusterJob::sequence).orElse(0L);
  }

  /** The current job for this worker; number 0 if there is none. */
  Job newest(WorkerSession worker) {
    return jobStore.current().map(job -> message(job, worker)).orElse(STOP);
  }

  /** More nonces of a job. */
  Optional<NonceRange> reserve(ClusterJob job, WorkerSession worker) {
    Optional<NonceSpan> span = job.nonces().grant(worker.number(), size(job, worker));
    if (span.isEmpty()) {
      LOG.log(
          Level.WARNING,
          "COOP-1003 all nonces of job {0} are given away, worker {1} has to wait",
          Long.toString(job.sequence()),
          LogText.of(worker.registration().name()));
    }
    return span.map(JobMessages::range);
  }

  private Job message(ClusterJob job, WorkerSession worker) {
    Job.Builder message =
        Job.newBuilder()
            .setSequence(job.sequence())
            .setBlob(ByteString.copyFrom(job.pool().blob().bytes()))
            .setNonceOffset(job.pool().blob().nonceOffset())
            .setSeedHash(ByteString.copyFrom(job.pool().key().bytes()))
            .setTarget(job.topTarget())
            .setHeight(job.pool().height())
            .setPreviousStillGood(job.previousStillGood());
    reserve(job, worker).ifPresent(message::setNonces);
    return message.build();
  }

  /** What the worker hashes in about a minute, but never more than a small part of the space. */
  private static long size(ClusterJob job, WorkerSession worker) {
    long wanted = (long) (worker.reportedHashRate() * SECONDS_A_SPAN);
    if (wanted <= 0) {
      wanted = worker.registration().threads() * FIRST_SPAN_A_THREAD;
    }
    long most = Math.max(LEAST, job.nonces().whole().count() / PARTS);
    return Math.min(most, Math.max(LEAST, wanted));
  }

  private static NonceRange range(NonceSpan span) {
    return NonceRange.newBuilder().setFirstNonce((int) span.first()).setCount(span.count()).build();
  }
}
