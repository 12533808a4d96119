package org.opensy.mining.stratum.adapter;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.opensy.mining.stratum.transport.CallQueue;
import org.opensy.mining.stratum.transport.Deadline;
import org.opensy.mining.stratum.transport.FailureLog;

/** The container threads that call the message bean of one activation. Thread-safe. */
final class Workers {
  private static final long START_BOUND_MILLIS = 10_000;

  private final CallQueue queue;
  private final MessageEndpointFactory factory;
  private final FailureLog failures;
  // One party for each running worker, and one for the waiter.
  private final Phaser running = new Phaser(1);

  Workers(CallQueue queue, MessageEndpointFactory factory, FailureLog failures) {
    this.queue = queue;
    this.factory = factory;
    this.failures = failures;
  }

  /**
   * Takes threads from the container.
   *
   * @throws ResourceException if it does not give them all, each within ten seconds
   */
  void start(int count, WorkManager workManager) throws ResourceException {
    for (int i = 0; i < count; i++) {
      running.register();
      EndpointWorker worker =
          new EndpointWorker(queue, factory, failures, running::arriveAndDeregister);
      try {
        workManager.startWork(worker, START_BOUND_MILLIS, null, null);
      } catch (WorkException e) {
        running.arriveAndDeregister();
        throw new ResourceException(
            "Stratum needs " + count + " threads of the container and got " + i, e);
      }
    }
  }

  /**
   * Waits until all have ended, which they do when the queue is closed and drained. To be called
   * once.
   *
   * @return false if one still runs
   */
  boolean awaitEnd(Deadline deadline) {
    try {
      running.awaitAdvanceInterruptibly(
          running.arrive(), deadline.leftMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
