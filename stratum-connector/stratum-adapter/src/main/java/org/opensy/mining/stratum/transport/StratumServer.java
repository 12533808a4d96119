package org.opensy.mining.stratum.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.opensy.mining.stratum.api.JobSource;
import org.opensy.mining.stratum.api.StratumStats;
import org.opensy.mining.stratum.protocol.StratumCodec;
import org.opensy.mining.stratum.protocol.StratumJob;

/**
 * The Stratum ports of one activation: listens, keeps the sessions and pushes jobs. Calls to the
 * pool wait in the {@link CallQueue} for whoever works it off. Thread-safe.
 */
public final class StratumServer {
  private static final int BACKLOG = 1024;
  private static final Duration BIND_BOUND = Duration.ofSeconds(10);
  private static final Duration LONGEST_TIME_CHECK = Duration.ofSeconds(1);
  private static final Duration SHORTEST_TIME_CHECK = Duration.ofMillis(10);

  private final Port port;
  private final EventLoopGroup loops;
  private final Map<EventExecutor, LoopMiners> miners = new HashMap<>();
  private final List<Channel> listeners = new ArrayList<>();

  /**
   * Binds all ports, and accepts miners once all are bound.
   *
   * @throws IOException with a text that names host and port if one cannot be bound; nothing is
   *     left behind
   */
  public StratumServer(PortConfig config, CallQueue queue, Surroundings surroundings)
      throws IOException {
    port = new Port(config, queue, surroundings);
    loops =
        new MultiThreadIoEventLoopGroup(
            0,
            new DefaultThreadFactory("stratum-" + config.addresses().get(0).getPort(), true),
            NioIoHandler.newFactory());
    for (EventExecutor loop : loops) {
      LoopMiners loopMiners = new LoopMiners((EventLoop) loop);
      loopMiners.watchTimes(timeCheckInterval(config));
      miners.put(loop, loopMiners);
    }
    for (InetSocketAddress address : config.addresses()) {
      listeners.add(bind(address));
    }
    listeners.forEach(listener -> listener.config().setAutoRead(true));
  }

  private Channel bind(InetSocketAddress address) throws IOException {
    ChannelFuture bound = bootstrap().bind(address);
    if (!bound.awaitUninterruptibly(BIND_BOUND.toMillis()) || !bound.isSuccess()) {
      bound.cancel(false);
      endLoops(BIND_BOUND);
      String reason = bound.cause() == null ? "no answer" : bound.cause().getMessage();
      String hostAndPort = address.getHostString() + ":" + address.getPort();
      throw new IOException(
          "Stratum cannot listen on " + hostAndPort + ": " + reason, bound.cause());
    }
    return bound.channel();
  }

  private ServerBootstrap bootstrap() {
    WriteBufferWaterMark waterMark =
        new WriteBufferWaterMark(
            port.config().maxUnsentBytes() / 2, port.config().maxUnsentBytes());
    return new ServerBootstrap()
        .group(loops)
        .channel(NioServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .option(ChannelOption.SO_REUSEADDR, true)
        // Nobody is let in while another port may turn out to be taken.
        .option(ChannelOption.AUTO_READ, false)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.SO_KEEPALIVE, true)
        .childOption(ChannelOption.SO_SNDBUF, port.config().maxUnsentBytes())
        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark)
        .childHandler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                channel
                    .pipeline()
                    .addLast(new LineBasedFrameDecoder(StratumCodec.MAX_LINE_BYTES, true, true))
                    .addLast(new MinerHandler(port, miners.get(channel.eventLoop())));
              }
            });
  }

  private static Duration timeCheckInterval(PortConfig config) {
    Duration shortest = config.loginTimeOut();
    if (config.idleTimeOut().compareTo(shortest) < 0) {
      shortest = config.idleTimeOut();
    }
    Duration quarter = shortest.dividedBy(4);
    if (quarter.compareTo(LONGEST_TIME_CHECK) > 0) {
      return LONGEST_TIME_CHECK;
    }
    return quarter.compareTo(SHORTEST_TIME_CHECK) < 0 ? SHORTEST_TIME_CHECK : quarter;
  }

  /** Where it listens, in the order of the settings. */
  public List<InetSocketAddress> addresses() {
    return listeners.stream().map(listener -> (InetSocketAddress) listener.localAddress()).toList();
  }

  /** See {@link org.opensy.mining.stratum.api.StratumConnection#send}. */
  public boolean send(long sessionId, StratumJob job) {
    MinerConnection miner = port.miners().get(sessionId);
    if (miner == null || !miner.isLoggedIn()) {
      return false;
    }
    miner.sendLater(job);
    return true;
  }

  /** See {@link org.opensy.mining.stratum.api.StratumConnection#broadcast}. */
  public int broadcast(JobSource jobs) {
    miners.values().forEach(loop -> loop.forEach(miner -> miner.offer(jobs)));
    return sessions();
  }

  public int sessions() {
    return port.counters().sessions.get();
  }

  public StratumStats stats() {
    int open = (int) listeners.stream().filter(Channel::isOpen).count();
    return port.counters().snapshot(open, port.queue(), port.failures());
  }

  /**
   * Stops to listen and closes all connections, so that the notices of their ends get into the
   * queue.
   *
   * @return false if connections are left after the bound
   */
  public boolean closeConnections(Duration bound) {
    Deadline deadline = Deadline.in(bound);
    for (Channel listener : listeners) {
      listener.close().awaitUninterruptibly(deadline.leftMillis());
    }
    do {
      miners.values().forEach(loop -> loop.forEach(MinerConnection::close));
    } while (!awaitNoConnections(deadline) && !deadline.isOver());
    return port.counters().connections.get() == 0;
  }

  // The loops work off one task after the other: when each has run an empty one, all closes are
  // done.
  private boolean awaitNoConnections(Deadline deadline) {
    for (EventExecutor loop : miners.keySet()) {
      if (!loop.isShuttingDown()) {
        loop.submit(() -> {}).awaitUninterruptibly(deadline.leftMillis());
      }
    }
    return port.counters().connections.get() == 0;
  }

  /**
   * Waits until the pool has answered all that it was asked. After that, and after {@link
   * #closeConnections}, nothing more gets into the queue.
   *
   * @return false if it has not at the deadline
   */
  public boolean awaitAnswers(Deadline deadline) {
    return port.calls().awaitNone(deadline);
  }

  /**
   * Ends the event loops.
   *
   * @return false if one still runs after the bound
   */
  public boolean endLoops(Duration bound) {
    long half = Math.max(1, bound.toMillis() / 2);
    return loops
        .shutdownGracefully(0, half, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(bound.toMillis());
  }
}
