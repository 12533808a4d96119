package org.opensy.mining.stratum.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import org.opensy.mining.stratum.api.PortSettings;
import org.opensy.mining.stratum.api.StratumEvent;

/** Prepares the connections of one port, each on its event loop. Thread-safe. */
final class MinerChannelInitializer extends ChannelInitializer<SocketChannel> {
  private final ServerContext context;
  private final PortSettings settings;
  private final Optional<TlsContext> tls;
  private final Map<?, LoopMiners> loops;
  private final TlsMismatchLog mismatches;

  MinerChannelInitializer(
      ServerContext context,
      PortSettings settings,
      Optional<TlsContext> tls,
      Map<?, LoopMiners> loops) {
    this.context = context;
    this.settings = settings;
    this.tls = tls;
    this.loops = loops;
    this.mismatches = new TlsMismatchLog(settings.address().getPort(), tls.isPresent());
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // a close has no result that matters
  protected void initChannel(SocketChannel channel) {
    InetSocketAddress remote = channel.remoteAddress();
    if (remote == null || channel.localAddress() == null) {
      // Gone before it was there.
      channel.close();
    } else if (settings.proxies().isEmpty()) {
      admit(channel, remote);
    } else if (isProxy(remote.getAddress())) {
      channel.pipeline().addLast(new HAProxyMessageDecoder(), new ProxyHeader(context, this));
    } else {
      context.counters.count(StratumEvent.REFUSED_PROXY);
      channel.close();
    }
  }

  private boolean isProxy(InetAddress address) {
    return settings.proxies().stream().anyMatch(proxy -> proxy.contains(address));
  }

  /** Lets the miner in, whoever brought it. */
  void admit(Channel channel, InetSocketAddress miner) {
    channel
        .pipeline()
        .addLast(new TlsCheck(context, miner.getAddress(), tls.isPresent(), mismatches));
    tls.ifPresent(context -> channel.pipeline().addLast(context.handler(channel.alloc())));
    channel
        .pipeline()
        .addLast(new LineBasedFrameDecoder(context.limits().session().lineBytes(), true, true))
        .addLast(new MinerHandler(context, loops.get(channel.eventLoop()), miner));
  }
}
