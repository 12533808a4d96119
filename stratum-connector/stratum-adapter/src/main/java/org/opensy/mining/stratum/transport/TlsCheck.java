package org.opensy.mining.stratum.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import org.opensy.mining.stratum.api.Offence;
import org.opensy.mining.stratum.api.StratumEvent;
import org.opensy.mining.stratum.protocol.RpcId;
import org.opensy.mining.stratum.protocol.StratumCodec;
import org.opensy.mining.stratum.protocol.StratumError;

/**
 * Looks at a connection's first byte: whoever speaks TLS to a port without it, or plain text to one
 * with it, would else wait for an answer in vain. Confined to its event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a close has no result that matters
final class TlsCheck extends ChannelInboundHandlerAdapter {
  /** With this type a TLS connection begins: RFC 8446, section 5.1. */
  private static final int HANDSHAKE = 22;

  private final ServerContext context;
  private final InetAddress miner;
  private final boolean hasTls;
  private final TlsMismatchLog log;
  private boolean isEnded;

  TlsCheck(ServerContext context, InetAddress miner, boolean hasTls, TlsMismatchLog log) {
    this.context = context;
    this.miner = miner;
    this.hasTls = hasTls;
    this.log = log;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    if (isEnded || !bytes.isReadable()) {
      ReferenceCountUtil.release(bytes);
    } else if ((bytes.getUnsignedByte(bytes.readerIndex()) == HANDSHAKE) == hasTls) {
      ctx.pipeline().remove(this);
      ctx.fireChannelRead(bytes);
    } else {
      ReferenceCountUtil.release(bytes);
      end(ctx);
    }
  }

  private void end(ChannelHandlerContext ctx) {
    isEnded = true;
    context.counters.count(StratumEvent.TLS_FAILURE);
    context.admission.offence(miner, Offence.PROTOCOL_ERROR);
    log.record(miner, ctx.executor().ticker().nanoTime());
    if (hasTls) {
      byte[] words =
          StratumCodec.encode(
              StratumError.INVALID_REQUEST.reply(RpcId.NONE, "this port is for TLS alone"));
      ctx.writeAndFlush(Unpooled.wrappedBuffer(words)).addListener(ChannelFutureListener.CLOSE);
    } else {
      ctx.close();
    }
  }
}
