package org.opensy.mining.stratum.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.opensy.mining.stratum.api.MinerSession;

/** Tells a {@link MinerConnection} what happens on its channel. Confined to its event loop. */
final class MinerHandler extends SimpleChannelInboundHandler<ByteBuf> {
  private final Port port;
  private final LoopMiners loop;
  private MinerConnection miner;

  MinerHandler(Port port, LoopMiners loop) {
    this.port = port;
    this.loop = loop;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    Outlet outlet = new Outlet(ctx);
    if (!(ctx.channel().remoteAddress() instanceof InetSocketAddress remote)
        || !(ctx.channel().localAddress() instanceof InetSocketAddress local)) {
      // Gone before it was there.
      outlet.close();
      return;
    }
    MinerSession session =
        new MinerSession(
            port.ids().nextId(),
            port.ids().nextRpcId(),
            remote,
            local.getPort(),
            port.clock().instant());
    miner = new MinerConnection(port, session, outlet);
    loop.add(miner);
    miner.connected();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (miner != null) {
      loop.remove(miner);
      miner.disconnected();
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
    if (!(cause instanceof IOException)) {
      port.failures().record("A connection failed", cause);
    }
    ctx.close();
  }
}
