package org.opensy.mining.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.opensy.mining.stratum.protocol.StratumCodec;

/** Many miners on one Stratum port. Used from one thread. */
final class Swarm implements AutoCloseable {
  /** Connections that have no answer to their login yet. */
  private static final int AT_ONCE = 256;

  private static final long PATIENCE_SECONDS = 60;
  private static final double NANOS = 1e9;

  /** What all miners report to. Thread-safe. */
  static final class Gauges {
    private final Tally tally = new Tally();
    private final FanOut fanOut;
    private volatile boolean closing;

    private Gauges(int miners) {
      fanOut = new FanOut(miners);
    }

    Tally tally() {
      return tally;
    }

    FanOut fanOut() {
      return fanOut;
    }

    /** Whether the end of a connection is our own doing. */
    boolean isClosing() {
      return closing;
    }
  }

  private final EventLoopGroup loops;
  private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final ConcurrentLinkedQueue<SwarmMiner> miners = new ConcurrentLinkedQueue<>();
  private final Gauges gauges;
  private final ShareMaker shares;
  private final int size;

  private Swarm(int size, ShareMaker shares) {
    this.size = size;
    this.shares = shares;
    this.gauges = new Gauges(size);
    this.loops =
        new MultiThreadIoEventLoopGroup(
            Runtime.getRuntime().availableProcessors(),
            new DefaultThreadFactory("miners", true),
            NioIoHandler.newFactory());
  }

  /** Nobody is connected yet. */
  static Swarm of(int size, ShareMaker shares) {
    return new Swarm(size, shares);
  }

  Gauges gauges() {
    return gauges;
  }

  /**
   * Connects all and logs them in.
   *
   * @return logins a second, from the first connection to the last answer
   * @throws IllegalStateException if one is refused
   */
  double logIn(InetSocketAddress address, Optional<SslContext> tls, String login) {
    Semaphore free = new Semaphore(AT_ONCE);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    long begun = System.nanoTime();
    for (int i = 0; i < size && failure.get() == null; i++) {
      acquire(free, 1);
      var unused =
          connect(address, tls, login)
              .whenComplete(
                  (in, refused) -> {
                    if (refused != null) {
                      failure.compareAndSet(null, refused);
                    }
                    free.release();
                  });
    }
    acquire(free, AT_ONCE);
    if (failure.get() != null) {
      Throwable cause =
          failure.get() instanceof CompletionException wrapped ? wrapped.getCause() : failure.get();
      throw new IllegalStateException("a login failed: " + cause.getMessage(), cause);
    }
    return size * NANOS / (System.nanoTime() - begun);
  }

  private static void acquire(Semaphore free, int permits) {
    try {
      if (!free.tryAcquire(permits, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("logins are not answered");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private CompletableFuture<Void> connect(
      InetSocketAddress address, Optional<SslContext> tls, String login) {
    SwarmMiner miner = new SwarmMiner(login, gauges, shares);
    miners.add(miner);
    var unused =
        new Bootstrap()
            .group(loops)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            // Closed with a reset: no port of ours waits for a minute after that.
            .option(ChannelOption.SO_LINGER, 0)
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channels.add(channel);
                    tls.ifPresent(
                        client ->
                            channel
                                .pipeline()
                                .addLast(
                                    client.newHandler(
                                        channel.alloc(),
                                        address.getHostString(),
                                        address.getPort())));
                    channel
                        .pipeline()
                        .addLast(new LineBasedFrameDecoder(StratumCodec.MAX_LINE_BYTES, true, true))
                        .addLast(miner);
                  }
                })
            .connect(address)
            .addListener(
                connected -> {
                  if (!connected.isSuccess()) {
                    miner.loggedIn().completeExceptionally(connected.cause());
                  }
                });
    return miner.loggedIn();
  }

  /**
   * Has every miner submit.
   *
   * @param perSecond shares of each; none if 0
   */
  void submit(double perSecond) {
    if (perSecond > 0) {
      long interval = Math.max(1, Math.round(NANOS / perSecond));
      miners.forEach(miner -> miner.submitEvery(interval));
    }
  }

  void stopSubmitting() {
    miners.forEach(SwarmMiner::stopSubmitting);
  }

  /** The connections that are open. */
  int connections() {
    return channels.size();
  }

  /** Closes all connections, but for the threads: others may be opened. */
  void leave() {
    gauges.closing = true;
    channels.close().awaitUninterruptibly();
    miners.clear();
  }

  @Override
  public void close() {
    leave();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
