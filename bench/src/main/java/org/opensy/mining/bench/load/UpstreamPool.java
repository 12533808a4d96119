package org.opensy.mining.bench.load;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.opensy.mining.stratum.protocol.ClientMessage;
import org.opensy.mining.stratum.protocol.JobMessage;
import org.opensy.mining.stratum.protocol.Login;
import org.opensy.mining.stratum.protocol.LoginResult;
import org.opensy.mining.stratum.protocol.Ok;
import org.opensy.mining.stratum.protocol.ProtocolException;
import org.opensy.mining.stratum.protocol.ServerMessage;
import org.opensy.mining.stratum.protocol.StratumCodec;
import org.opensy.mining.stratum.protocol.StratumJob;
import org.opensy.mining.stratum.protocol.Submit;
import org.opensy.mining.stratum.protocol.Target;

/**
 * The pool behind a proxy, on a free port of the loopback address: has a job for everybody, a new
 * one when told, and no opinion on shares. Thread-safe.
 */
final class UpstreamPool implements AutoCloseable {
  private static final long FIRST_HEIGHT = 1000;

  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("upstream", true), NioIoHandler.newFactory());
  private final ChannelGroup proxies = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final AtomicLong height = new AtomicLong(FIRST_HEIGHT);
  private final Channel listening;

  UpstreamPool() {
    listening =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    proxies.add(channel);
                    channel
                        .pipeline()
                        .addLast(new LineBasedFrameDecoder(StratumCodec.MAX_LINE_BYTES, true, true))
                        .addLast(new Conversation());
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .syncUninterruptibly()
            .channel();
  }

  int port() {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  /** Sends a job of the next height on each connection. */
  void newBlock() {
    height.incrementAndGet();
    var unused = proxies.writeAndFlush(bytes(new JobMessage(job())));
  }

  private StratumJob job() {
    long current = height.get();
    String blob = String.format("%016x", current) + "07".repeat(31) + "00".repeat(37);
    return new StratumJob(
        "upstream-" + current,
        blob,
        Target.EASIEST,
        Login.STANDARD_ALGORITHM,
        current,
        SyntheticChain.KEY.hex(),
        StratumJob.CRYPTONOTE_NONCE_OFFSET);
  }

  private static ByteBuf bytes(ServerMessage message) {
    return Unpooled.wrappedBuffer(StratumCodec.encode(message));
  }

  private final class Conversation extends SimpleChannelInboundHandler<ByteBuf> {
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the proxy comes again if a write fails
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf line) throws ProtocolException {
      ClientMessage message = StratumCodec.decodeClient(ByteBufUtil.getBytes(line));
      if (message instanceof Login login) {
        ctx.writeAndFlush(
            bytes(new LoginResult(login.id(), "upstream", job(), LoginResult.EXTENSIONS)));
      } else if (message instanceof Submit submit) {
        ctx.writeAndFlush(bytes(Ok.accepted(submit.id())));
      } else {
        ctx.writeAndFlush(bytes(Ok.keptAlive(message.id())));
      }
    }
  }

  @Override
  public void close() {
    listening.close().awaitUninterruptibly();
    proxies.close().awaitUninterruptibly();
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
