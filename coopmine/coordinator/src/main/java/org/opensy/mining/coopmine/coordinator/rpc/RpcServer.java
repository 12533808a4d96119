package org.opensy.mining.coopmine.coordinator.rpc;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.opensy.mining.coopmine.coordinator.metrics.ClusterMetrics;
import org.opensy.mining.coopmine.protocol.SharedToken;

/**
 * The listening gRPC server.
 *
 * <p>Thread-safe.
 */
public final class RpcServer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RpcServer.class.getName());
  private static final int MAX_MESSAGE_BYTES = 16 * 1024;
  private static final int MAX_METADATA_BYTES = 8 * 1024;
  private static final int MAX_CALLS_PER_CONNECTION = 256;
  private static final int EVENT_LOOPS = 2;
  private static final int PATIENCE_SECONDS = 5;

  private final EventLoopGroup loops;
  private final Server server;

  private RpcServer(EventLoopGroup loops, Server server) {
    this.loops = loops;
    this.server = server;
  }

  /**
   * Where the server's threads come from.
   *
   * @param calls runs the calls
   * @param loops makes the threads of the event loops
   */
  public record Threads(Executor calls, ThreadFactory loops) {}

  /**
   * Binds the address and serves.
   *
   * @throws IOException if the address cannot be bound; nothing is left behind then
   */
  public static RpcServer start(
      InetSocketAddress address,
      SharedToken token,
      Cluster cluster,
      JobSubscriptions subscriptions,
      Threads threads,
      ClusterMetrics metrics)
      throws IOException {
    EventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(EVENT_LOOPS, threads.loops(), NioIoHandler.newFactory());
    CallMeter meter = new CallMeter(metrics);
    Server server =
        NettyServerBuilder.forAddress(address)
            .channelType(NioServerSocketChannel.class)
            .bossEventLoopGroup(loops)
            .workerEventLoopGroup(loops)
            .executor(threads.calls())
            .intercept(new TokenInterceptor(token))
            // The last one comes first: calls with a wrong token count too.
            .intercept(meter)
            .addTransportFilter(meter)
            .addService(new CoopMineService(cluster, subscriptions))
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .maxInboundMetadataSize(MAX_METADATA_BYTES)
            .maxConcurrentCallsPerConnection(MAX_CALLS_PER_CONNECTION)
            .keepAliveTime(30, TimeUnit.SECONDS)
            .keepAliveTimeout(10, TimeUnit.SECONDS)
            .permitKeepAliveTime(10, TimeUnit.SECONDS)
            .build();
    RpcServer started = new RpcServer(loops, server);
    try {
      server.start();
      return started;
    } catch (IOException e) {
      started.close();
      throw e;
    }
  }

  /** The port that is listened on. */
  public int port() {
    return server.getPort();
  }

  /** Ends all calls and waits a few seconds at most. */
  @Override
  public void close() {
    server.shutdownNow();
    try {
      if (!server.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.log(Level.WARNING, "COOP-1007 calls of workers did not end in time");
      }
      boolean ended =
          loops
              .shutdownGracefully(0, 1, TimeUnit.SECONDS)
              .await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      LOG.log(Level.DEBUG, "event loops ended: {0}", ended);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
