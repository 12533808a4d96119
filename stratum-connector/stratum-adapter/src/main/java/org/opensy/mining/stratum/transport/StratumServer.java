package org.opensy.mining.stratum.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Ticker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.opensy.mining.stratum.api.AdmissionControl;
import org.opensy.mining.stratum.api.JobSource;
import org.opensy.mining.stratum.api.ListenSettings;
import org.opensy.mining.stratum.api.PortSettings;
import org.opensy.mining.stratum.api.StratumStats;
import org.opensy.mining.stratum.protocol.StratumError;

/**
 * The Stratum ports of one activation: listens, keeps the sessions and pushes jobs. Calls to the
 * pool wait in the {@link CallQueue} for whoever works it off. Thread-safe.
 */
public final class StratumServer {
  private static final int BACKLOG = 4096;
  private static final Duration BIND_BOUND = Duration.ofSeconds(10);
  private static final Duration TIME_CHECK = Duration.ofSeconds(1);
  private static final Duration SWEEP = Duration.ofSeconds(5);

  /** Without a quiet time an event loop may end before it has closed its channels. */
  private static final long QUIET_MILLIS = 50;

  private final ServerContext context;
  private final EventLoopGroup loops;
  private final Map<EventExecutor, LoopMiners> miners = new HashMap<>();
  private final List<Channel> listeners = new ArrayList<>();
  private final List<TlsContext> certificates = new ArrayList<>();

  /**
   * Binds all ports, and accepts miners once all are bound.
   *
   * @throws IOException with a text that names host and port if one cannot be bound, or the files
   *     if a certificate cannot be used; nothing is left behind
   */
  public StratumServer(
      ListenSettings settings,
      CallQueue queue,
      ServerEnvironment environment,
      AdmissionControl admission,
      JobSource jobs)
      throws IOException {
    context = new ServerContext(settings, queue, environment, admission, jobs);
    Map<PortSettings, Optional<TlsContext>> tls = readCertificates(settings);
    loops =
        new MultiThreadIoEventLoopGroup(
            // More of them than processors would only take turns at a broadcast.
            Runtime.getRuntime().availableProcessors(),
            new DefaultThreadFactory(
                "stratum-" + settings.ports().get(0).address().getPort(), true),
            NioIoHandler.newFactory());
    for (EventExecutor loop : loops) {
      LoopMiners loopMiners = new LoopMiners((EventLoop) loop);
      loopMiners.watchTimes(TIME_CHECK);
      miners.put(loop, loopMiners);
    }
    for (PortSettings port : settings.ports()) {
      listeners.add(bind(port, tls.get(port)));
    }
    sweepRegularly();
    listeners.forEach(listener -> listener.config().setAutoRead(true));
  }

  private Map<PortSettings, Optional<TlsContext>> readCertificates(ListenSettings settings)
      throws IOException {
    Map<PortSettings, Optional<TlsContext>> read = new HashMap<>();
    for (PortSettings port : settings.ports()) {
      if (port.tls().isPresent()) {
        TlsContext context = new TlsContext(port.tls().get());
        certificates.add(context);
        read.put(port, Optional.of(context));
      } else {
        read.put(port, Optional.empty());
      }
    }
    return read;
  }

  private Channel bind(PortSettings port, Optional<TlsContext> tls) throws IOException {
    ChannelFuture bound = bootstrap(port, tls).bind(port.address());
    if (!bound.awaitUninterruptibly(BIND_BOUND.toMillis()) || !bound.isSuccess()) {
      bound.cancel(false);
      endLoops(BIND_BOUND);
      String reason = bound.cause() == null ? "no answer" : bound.cause().getMessage();
      String hostAndPort = port.address().getHostString() + ":" + port.address().getPort();
      throw new IOException(
          "Stratum cannot listen on " + hostAndPort + ": " + reason, bound.cause());
    }
    return bound.channel();
  }

  private ServerBootstrap bootstrap(PortSettings port, Optional<TlsContext> tls) {
    int unsent = context.limits().session().unsentBytes();
    return new ServerBootstrap()
        .group(loops)
        .channel(NioServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .option(ChannelOption.SO_REUSEADDR, true)
        // Nobody is let in while another port may turn out to be taken.
        .option(ChannelOption.AUTO_READ, false)
        // Each option is a system call a connection. TCP_NODELAY is Netty's own default, and the
        // bounds on silence find whom SO_KEEPALIVE would.
        .childOption(ChannelOption.SO_SNDBUF, unsent)
        .childOption(
            ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(unsent / 2, unsent))
        .childHandler(new MinerChannelInitializer(context, port, tls, miners));
  }

  /** Reads changed certificates and forgets quiet addresses, until the loops end. */
  @SuppressWarnings("FutureReturnValueIgnored") // ends with the loop
  private void sweepRegularly() {
    loops
        .next()
        .scheduleWithFixedDelay(
            () -> {
              context.sources.sweep(Ticker.systemTicker().nanoTime());
              certificates.forEach(TlsContext::refresh);
            },
            SWEEP.toMillis(),
            SWEEP.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** Where it listens, in the order of the settings. */
  public List<InetSocketAddress> addresses() {
    return listeners.stream().map(listener -> (InetSocketAddress) listener.localAddress()).toList();
  }

  /** See {@link org.opensy.mining.stratum.api.StratumConnection#renew}. */
  public void renew(long sessionId) {
    with(sessionId, MinerConnection::renew);
  }

  /** See {@link org.opensy.mining.stratum.api.StratumConnection#dismiss(long)}. */
  public void dismiss(long sessionId) {
    with(sessionId, MinerConnection::dismiss);
  }

  private void with(long sessionId, Consumer<MinerConnection> action) {
    MinerConnection miner = context.miners.get(sessionId);
    if (miner != null) {
      miner.loop().executeIfRunning(() -> action.accept(miner));
    }
  }

  /** See {@link org.opensy.mining.stratum.api.StratumConnection#broadcast}. */
  public int broadcast() {
    long now = Ticker.systemTicker().nanoTime();
    miners.values().forEach(loop -> loop.renewAll(now, context.admission));
    return sessions();
  }

  /** See {@link org.opensy.mining.stratum.api.StratumConnection#expelBanned}. */
  public void expelBanned() {
    forEach(MinerConnection::endIfBanned);
  }

  /** See {@link org.opensy.mining.stratum.api.StratumConnection#dismiss()}. */
  public void dismiss() {
    forEach(MinerConnection::dismiss);
  }

  private void forEach(Consumer<MinerConnection> action) {
    miners.values().forEach(loop -> loop.forEach(action));
  }

  public int sessions() {
    return context.counters.sessions.get();
  }

  public StratumStats stats() {
    return new StratumStats(
        (int) listeners.stream().filter(Channel::isOpen).count(),
        context.sources.connections(),
        sessions(),
        context.queue.depth(),
        context.failures().count(),
        context.counters.snapshot());
  }

  /**
   * Stops to listen and to take requests, and tells the miners.
   *
   * @return false if a port is still open after the bound
   */
  public boolean closePorts(Duration bound) {
    Deadline deadline = Deadline.in(bound);
    context.close();
    boolean closed = true;
    for (Channel listener : listeners) {
      closed &= listener.close().awaitUninterruptibly(deadline.leftMillis());
    }
    forEach(miner -> miner.tell(StratumError.SERVER_STOPS));
    return closed;
  }

  /**
   * Waits until the pool has answered all that it was asked; after {@link #closePorts}.
   *
   * @return false if it has not at the deadline
   */
  public boolean awaitAnswers(Deadline deadline) {
    return context.queue.awaitAnswers(deadline);
  }

  /**
   * Closes all connections, so that the notices of their ends get into the queue; after {@link
   * #closePorts}. After that, and after {@link #awaitAnswers}, nothing more gets into it.
   *
   * @return false if connections are left after the bound
   */
  public boolean closeConnections(Duration bound) {
    Deadline deadline = Deadline.in(bound);
    do {
      forEach(MinerConnection::close);
    } while (!awaitNoConnections(deadline) && !deadline.isOver());
    return context.sources.connections() == 0;
  }

  // The loops work off one task after the other: when each has run an empty one, all closes are
  // done.
  private boolean awaitNoConnections(Deadline deadline) {
    for (EventExecutor loop : miners.keySet()) {
      if (!loop.isShuttingDown()) {
        loop.submit(() -> {}).awaitUninterruptibly(deadline.leftMillis());
      }
    }
    return context.sources.connections() == 0;
  }

  /**
   * Ends the event loops.
   *
   * @return false if one still runs after the bound
   */
  public boolean endLoops(Duration bound) {
    long half = Math.max(QUIET_MILLIS, bound.toMillis() / 2);
    return loops
        .shutdownGracefully(QUIET_MILLIS, half, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(bound.toMillis());
  }
}
