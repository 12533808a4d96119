package org.opensy.mining.coopmine.coordinator.rpc;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;
import org.opensy.mining.coopmine.protocol.SharedToken;

/**
 * Refuses calls without the shared token.
 *
 * <p>Thread-safe.
 */
final class TokenInterceptor implements ServerInterceptor {
  private static final System.Logger LOG = System.getLogger(TokenInterceptor.class.getName());

  private final SharedToken token;
  private final AtomicLong refused = new AtomicLong();

  TokenInterceptor(SharedToken token) {
    this.token = token;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    if (token.isIn(headers)) {
      return next.startCall(call, headers);
    }
    report(refused.incrementAndGet(), call);
    call.close(Status.UNAUTHENTICATED.withDescription("wrong coopmine.token"), new Metadata());
    return new ServerCall.Listener<>() {};
  }

  /** Each time the count has doubled, so that a caller cannot fill the log. */
  private static void report(long count, ServerCall<?, ?> call) {
    if (Long.bitCount(count) == 1) {
      LOG.log(
          Level.WARNING,
          "COOP-1004 call with a wrong token from {0}, {1} so far",
          call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR),
          count);
    }
  }
}
