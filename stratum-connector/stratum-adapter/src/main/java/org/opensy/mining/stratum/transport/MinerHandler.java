package org.opensy.mining.stratum.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import java.io.IOException;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLException;
import org.opensy.mining.stratum.api.MinerSession;
import org.opensy.mining.stratum.api.StratumEvent;

/** Tells a {@link MinerConnection} what happens on its channel. Confined to its event loop. */
final class MinerHandler extends SimpleChannelInboundHandler<ByteBuf> {
  private final ServerContext context;
  private final LoopMiners loop;
  private final InetSocketAddress remote;
  private MinerConnection miner;

  /** For a miner at {@code remote}, which is the channel's other end unless a proxy is there. */
  MinerHandler(ServerContext context, LoopMiners loop, InetSocketAddress remote) {
    this.context = context;
    this.loop = loop;
    this.remote = remote;
  }

  /** Behind a proxy the channel is active already. */
  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    if (ctx.channel().isActive()) {
      begin(ctx);
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    if (miner == null) {
      begin(ctx);
    }
    ctx.fireChannelActive();
  }

  private void begin(ChannelHandlerContext ctx) {
    MinerSession session =
        new MinerSession(
            context.environment.ids().nextId(),
            context.environment.ids().nextRpcId(),
            remote,
            ((InetSocketAddress) ctx.channel().localAddress()).getPort(),
            context.environment.clock().instant());
    miner = new MinerConnection(context, session, new MinerChannel(ctx, loop));
    loop.add(miner);
    miner.connected();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (miner != null) {
      loop.remove(miner);
      miner.disconnected();
      miner = null;
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, ByteBuf line) {
    if (miner != null) {
      miner.received(ByteBufUtil.getBytes(line));
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (miner != null && !ctx.channel().isWritable()) {
      miner.tooSlow();
    }
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // a close has no result that matters
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (miner != null && cause instanceof TooLongFrameException) {
      miner.receivedTooMuch();
      return;
    }
    if (cause instanceof DecoderException && cause.getCause() instanceof SSLException) {
      context.counters.count(StratumEvent.TLS_FAILURE);
    } else if (!(cause instanceof IOException)) {
      context.failures().record("A connection failed", cause);
    }
    ctx.close();
  }
}
