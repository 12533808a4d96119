package org.opensy.mining.coopmine.coordinator.rpc;

import io.grpc.Attributes;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerTransportFilter;
import io.grpc.Status;
import org.opensy.mining.coopmine.coordinator.metrics.ClusterMetrics;
import org.opensy.mining.coopmine.protocol.CoopMineGrpc;

/**
 * Counts calls and connections of workers.
 *
 * <p>Thread-safe.
 */
final class CallMeter extends ServerTransportFilter implements ServerInterceptor {
  private static final Attributes.Key<Boolean> COUNTED = Attributes.Key.create("counted");
  private static final String SUBMIT = CoopMineGrpc.getSubmitMethod().getBareMethodName();

  private final ClusterMetrics metrics;

  CallMeter(ClusterMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public Attributes transportReady(Attributes attributes) {
    metrics.connected();
    return attributes.toBuilder().set(COUNTED, true).build();
  }

  /** Also of a connection that has never spoken gRPC. */
  @Override
  public void transportTerminated(Attributes attributes) {
    if (attributes != null && attributes.get(COUNTED) != null) {
      metrics.disconnected();
    }
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    long begun = System.nanoTime();
    return next.startCall(
        new SimpleForwardingServerCall<Q, R>(call) {
          @Override
          public void close(Status status, Metadata trailers) {
            ended(call, status, System.nanoTime() - begun);
            super.close(status, trailers);
          }
        },
        headers);
  }

  private void ended(ServerCall<?, ?> call, Status status, long nanos) {
    String method = call.getMethodDescriptor().getBareMethodName();
    String word = status.getCode().name();
    if (!call.getMethodDescriptor().getType().serverSendsOneMessage()) {
      metrics.streamed(method, word);
      return;
    }
    metrics.called(method, word, nanos);
    if (method.equals(SUBMIT)) {
      metrics.shareAnswered(nanos);
    }
  }
}
