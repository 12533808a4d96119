package org.opensy.mining.pool.cluster;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicInteger;
import org.redisson.client.NettyHook;

/** Counts the connections to Redis. Thread-safe. */
final class ConnectionCount implements NettyHook {
  private final AtomicInteger open;

  ConnectionCount(AtomicInteger open) {
    this.open = open;
  }

  @Override
  public void afterBoostrapInitialization(Bootstrap bootstrap) {}

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // it only tells of the end
  public void afterChannelInitialization(Channel channel) {
    open.incrementAndGet();
    channel.closeFuture().addListener(closed -> open.decrementAndGet());
  }
}
