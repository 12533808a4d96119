package org.opensy.mining.coopmine.coordinator.rpc;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.opensy.mining.coopmine.coordinator.job.JobStore;
import org.opensy.mining.coopmine.coordinator.worker.WorkerSession;
import org.opensy.mining.coopmine.protocol.Job;

/**
 * The job streams of all workers, one for each at most.
 *
 * <p>Thread-safe.
 */
public final class JobSubscriptions {
  private final JobMessages jobs;
  private final Map<Long, JobSubscription> byWorker = new ConcurrentHashMap<>();

  /** Streams of the jobs in this store. */
  public JobSubscriptions(JobStore jobStore) {
    this.jobs = new JobMessages(jobStore);
  }

  /** The current job has changed: every worker that can take it gets the current job now. */
  public void jobChanged() {
    byWorker.values().forEach(JobSubscription::drain);
  }

  /** Ends the stream of a worker that is no longer registered. */
  public void drop(WorkerSession worker) {
    JobSubscription subscription = byWorker.remove(worker.number());
    if (subscription != null) {
      subscription.close(Status.NOT_FOUND.withDescription("the registration has timed out"));
    }
  }

  void open(WorkerSession worker, ServerCallStreamObserver<Job> stream) {
    JobSubscription subscription = new JobSubscription(worker, stream, jobs);
    stream.setOnReadyHandler(subscription::drain);
    stream.setOnCancelHandler(
        () -> {
          subscription.cancelled();
          byWorker.remove(worker.number(), subscription);
        });
    JobSubscription former = byWorker.put(worker.number(), subscription);
    if (former != null) {
      former.close(Status.CANCELLED.withDescription("another stream has taken over"));
    }
    subscription.drain();
  }

  JobMessages jobs() {
    return jobs;
  }
}
