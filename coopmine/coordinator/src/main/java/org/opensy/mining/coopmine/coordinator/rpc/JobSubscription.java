package org.opensy.mining.coopmine.coordinator.rpc;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import org.opensy.mining.coopmine.coordinator.worker.WorkerSession;
import org.opensy.mining.coopmine.protocol.Job;

/**
 * The job stream of one worker. Nothing is queued: when the stream can take a message it gets the
 * job that is current then, so that a slow worker misses jobs but never gets an old one.
 *
 * <p>Thread-safe.
 */
final class JobSubscription {
  private final WorkerSession worker;
  private final ServerCallStreamObserver<Job> stream;
  private final JobMessages jobs;
  private long sent = -1;
  private boolean closed;

  JobSubscription(WorkerSession worker, ServerCallStreamObserver<Job> stream, JobMessages jobs) {
    this.worker = worker;
    this.stream = stream;
    this.jobs = jobs;
  }

  /** Sends the current job if the worker has not got it and can take it. Does not wait. */
  synchronized void drain() {
    if (closed || !stream.isReady() || jobs.current() == sent) {
      return;
    }
    Job job = jobs.newest(worker);
    sent = job.getSequence();
    stream.onNext(job);
  }

  /** Ends the stream. */
  synchronized void close(Status status) {
    if (!closed) {
      closed = true;
      stream.onError(status.asRuntimeException());
    }
  }

  /** The worker has gone: nothing can be sent any more. */
  synchronized void cancelled() {
    closed = true;
  }
}
