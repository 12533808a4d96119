package org.opensy.mining.stratum.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import java.net.InetSocketAddress;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.opensy.mining.stratum.api.StratumEvent;

/**
 * Waits for the header of the PROXY protocol, then lets the miner in that it names. A health check
 * of the proxy itself (LOCAL, or no addresses) is closed without a word. Confined to its event
 * loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a close has no result that matters
final class ProxyHeader extends SimpleChannelInboundHandler<HAProxyMessage> {
  private static final long HEADER_SECONDS = 5;

  private final ServerContext context;
  private final MinerChannelInitializer initializer;
  private Future<?> timeOut;
  private boolean refused;

  ProxyHeader(ServerContext context, MinerChannelInitializer initializer) {
    this.context = context;
    this.initializer = initializer;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    timeOut = ctx.executor().schedule(() -> refuse(ctx), HEADER_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    timeOut.cancel(false);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, HAProxyMessage header) {
    HAProxyProxiedProtocol protocol = header.proxiedProtocol();
    boolean isTcp =
        protocol == HAProxyProxiedProtocol.TCP4 || protocol == HAProxyProxiedProtocol.TCP6;
    if (header.command() != HAProxyCommand.PROXY || !isTcp) {
      ctx.close();
      return;
    }
    // The decoder has checked that it is the text of an address, so nothing is looked up.
    InetSocketAddress miner = new InetSocketAddress(header.sourceAddress(), header.sourcePort());
    initializer.admit(ctx.channel(), miner);
    ctx.pipeline().remove(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    refuse(ctx);
  }

  private void refuse(ChannelHandlerContext ctx) {
    if (!refused) {
      refused = true;
      context.counters.count(StratumEvent.REFUSED_PROXY);
      ctx.close();
    }
  }
}
