package org.opensy.mining.coopmine.worker.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.opensy.mining.coopmine.protocol.CoopMineGrpc;
import org.opensy.mining.coopmine.protocol.SharedToken;
import org.opensy.mining.coopmine.worker.hash.HashThreads;
import org.opensy.mining.coopmine.worker.hash.HasherFactory;
import org.opensy.mining.coopmine.worker.hash.HasherSource;
import org.opensy.mining.randomx.RandomXKey;

/** The link where nothing but failures happen; ClusterTest has the rest. */
class CoordinatorLinkTest {
  private static final long PATIENCE_SECONDS = 30;

  /** Fails like a class that cannot be loaded any more. */
  private static final class BrokenChannel extends ManagedChannel {
    private final CountDownLatch attempts = new CountDownLatch(3);
    private volatile boolean shutdown;

    @Override
    public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
      attempts.countDown();
      throw new IllegalStateException("zip file closed");
    }

    @Override
    public String authority() {
      return "nobody";
    }

    @Override
    public ManagedChannel shutdown() {
      shutdown = true;
      return this;
    }

    @Override
    public ManagedChannel shutdownNow() {
      return shutdown();
    }

    @Override
    public boolean isShutdown() {
      return shutdown;
    }

    @Override
    public boolean isTerminated() {
      return shutdown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return shutdown;
    }
  }

  /** Is never asked, since there is no work. */
  private static final class NoHashers implements HasherFactory {
    @Override
    public HasherSource prepare(RandomXKey key, BooleanSupplier cancelled) {
      throw new IllegalStateException("there is no work");
    }

    @Override
    public boolean oneAtATime() {
      return false;
    }
  }

  @Test
  void anUnexpectedFailureIsAnAttemptThatFailedAndNotTheLast() throws InterruptedException {
    BrokenChannel channel = new BrokenChannel();
    ShareOutbox outbox = new ShareOutbox(CoopMineGrpc.newStub(channel));
    BackOff pauses = new BackOff(Duration.ofMillis(1), Duration.ofMillis(10));
    SharedToken token = SharedToken.of("0123456789abcdef0123456789abcdef");
    try (HashThreads hashThreads =
        HashThreads.start(1, new NoHashers(), outbox, Executors.defaultThreadFactory())) {
      CoordinatorLink link =
          new CoordinatorLink(
              channel, new CoordinatorLink.Identity("one", 1, token, pauses), hashThreads, outbox);
      Thread thread = new Thread(link);
      thread.start();
      try {
        assertThat(channel.attempts.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(link.isRegistered()).isFalse();
      } finally {
        link.close();
      }
      thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
      assertThat(thread.isAlive()).isFalse();
      assertThat(channel.isShutdown()).isTrue();
    }
  }
}
