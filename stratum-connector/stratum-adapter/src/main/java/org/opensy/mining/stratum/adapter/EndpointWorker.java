package org.opensy.mining.stratum.adapter;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.Work;
import java.util.Optional;
import org.opensy.mining.stratum.api.StratumListener;
import org.opensy.mining.stratum.protocol.StratumError;
import org.opensy.mining.stratum.transport.CallQueue;
import org.opensy.mining.stratum.transport.FailureLog;
import org.opensy.mining.stratum.transport.PoolCall;

/**
 * Takes calls from the queue and makes them on the message bean, until the queue is closed and
 * empty. Keeps its endpoint for the next call, but not after one that threw. Confined to its
 * thread, except {@link #release}.
 */
final class EndpointWorker implements Work {
  private final CallQueue queue;
  private final MessageEndpointFactory factory;
  private final FailureLog failures;
  private final Runnable atEnd;
  private MessageEndpoint endpoint;

  EndpointWorker(
      CallQueue queue, MessageEndpointFactory factory, FailureLog failures, Runnable atEnd) {
    this.queue = queue;
    this.factory = factory;
    this.failures = failures;
    this.atEnd = atEnd;
  }

  @Override
  public void run() {
    try {
      Optional<PoolCall> call = queue.take();
      while (call.isPresent()) {
        serve(call.get());
        call = queue.take();
      }
    } finally {
      releaseEndpoint();
      atEnd.run();
    }
  }

  private void serve(PoolCall call) {
    // An interrupt that an earlier call left behind must not meet this one.
    Thread.interrupted();
    try {
      if (endpoint == null) {
        endpoint = factory.createEndpoint(null);
      }
    } catch (ResourceException e) {
      // The application starts or stops: the miner comes again.
      failures.record("The message bean is not available", e);
      call.fail(StratumError.SERVER_BUSY);
      return;
    }
    try {
      call.run((StratumListener) endpoint);
    } catch (RuntimeException | Error e) {
      // Errors too, such as those of native libraries: without an answer the miner would wait in
      // vain, and a worker that ends is missing from then on.
      failures.record("The message bean failed", e);
      call.fail(StratumError.INTERNAL_ERROR);
      releaseEndpoint();
    }
  }

  private void releaseEndpoint() {
    MessageEndpoint used = endpoint;
    endpoint = null;
    if (used != null) {
      try {
        used.release();
      } catch (RuntimeException e) {
        failures.record("The message bean could not be released", e);
      }
    }
  }

  /** The container ends its threads: no more calls are taken. */
  @Override
  public void release() {
    queue.close();
  }
}
