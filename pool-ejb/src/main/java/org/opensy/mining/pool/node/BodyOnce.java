package org.opensy.mining.pool.node;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A request body that goes out once. The JDK's client sends a POST again by itself where the system
 * property {@code jdk.httpclient.enableAllMethodRetry} is set; a payment must not depend on that. A
 * second subscriber gets an error, so the node never reads a second request. Thread-safe.
 */
final class BodyOnce implements BodyPublisher {
  private static final Subscription NOTHING =
      new Subscription() {
        @Override
        public void request(long count) {}

        @Override
        public void cancel() {}
      };

  private final BodyPublisher body;
  private final AtomicBoolean sent = new AtomicBoolean();

  BodyOnce(byte[] bytes) {
    body = BodyPublishers.ofByteArray(bytes);
  }

  @Override
  public long contentLength() {
    return body.contentLength();
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
    if (sent.compareAndSet(false, true)) {
      body.subscribe(subscriber);
    } else {
      subscriber.onSubscribe(NOTHING);
      subscriber.onError(new IOException("the request was sent before"));
    }
  }
}
