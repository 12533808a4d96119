package org.opensy.mining.coopmine.coordinator.rpc;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.opensy.mining.coopmine.coordinator.job.JobBoard;
import org.opensy.mining.coopmine.coordinator.worker.WorkerSession;
import org.opensy.mining.coopmine.protocol.Job;

/**
 * The job streams of all workers, one for each at most.
 *
 * <p>Thread-safe.
 */
public final class JobOutlets {
  private final JobMessages jobs;
  private final Map<Long, JobOutlet> byWorker = new ConcurrentHashMap<>();

  /** Streams of the jobs on this board. */
  public JobOutlets(JobBoard board) {
    this.jobs = new JobMessages(board);
  }

  /** The board has changed: every worker that can take it gets the current job now. */
  public void jobChanged() {
    byWorker.values().forEach(JobOutlet::drain);
  }

  /** Ends the stream of a worker that is no longer registered. */
  public void drop(WorkerSession worker) {
    JobOutlet outlet = byWorker.remove(worker.number());
    if (outlet != null) {
      outlet.close(Status.NOT_FOUND.withDescription("the registration has timed out"));
    }
  }

  void open(WorkerSession worker, ServerCallStreamObserver<Job> stream) {
    JobOutlet outlet = new JobOutlet(worker, stream, jobs);
    stream.setOnReadyHandler(outlet::drain);
    stream.setOnCancelHandler(
        () -> {
          outlet.cancelled();
          byWorker.remove(worker.number(), outlet);
        });
    JobOutlet former = byWorker.put(worker.number(), outlet);
    if (former != null) {
      former.close(Status.CANCELLED.withDescription("another stream has taken over"));
    }
    outlet.drain();
  }

  JobMessages jobs() {
    return jobs;
  }
}
