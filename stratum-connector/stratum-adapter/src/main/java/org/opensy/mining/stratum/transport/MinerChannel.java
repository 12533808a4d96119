package org.opensy.mining.stratum.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;
import org.opensy.mining.stratum.api.MinerJob;
import org.opensy.mining.stratum.protocol.BitcoinDifficulty;
import org.opensy.mining.stratum.protocol.Dialect;
import org.opensy.mining.stratum.protocol.JobMessage;
import org.opensy.mining.stratum.protocol.Notify;
import org.opensy.mining.stratum.protocol.ServerMessage;
import org.opensy.mining.stratum.protocol.SetDifficulty;
import org.opensy.mining.stratum.protocol.SetSeedHash;
import org.opensy.mining.stratum.protocol.StratumCodec;

/**
 * What goes out to a miner, and whether anything is read from it. Confined to the event loop,
 * except {@link #loop}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the channel
final class MinerChannel {
  private static final long LINGER_SECONDS = 2;

  private final ChannelHandlerContext ctx;
  private final LoopMiners loop;
  private Dialect dialect = Dialect.XMRIG;
  private int pauses;
  private boolean flushIsDue;
  // What a miner of the Bitcoin dialect was told last.
  private BitcoinDifficulty difficulty;
  private String seedHash;

  MinerChannel(ChannelHandlerContext ctx, LoopMiners loop) {
    this.ctx = ctx;
    this.loop = loop;
  }

  /** The event loop. */
  LoopMiners loop() {
    return loop;
  }

  /** From now on messages are written in that dialect. */
  void speak(Dialect newDialect) {
    dialect = newDialect;
  }

  void send(MinerJob job) {
    write(job);
    flush();
  }

  /** Writes a job that goes out with the next {@link #flush}. */
  void write(MinerJob job) {
    if (job instanceof MinerJob.Header header) {
      write(new JobMessage(header.job()));
    } else {
      write((MinerJob.Coinbase) job);
    }
  }

  private void write(MinerJob.Coinbase coinbase) {
    if (!coinbase.difficulty().equals(difficulty)) {
      difficulty = coinbase.difficulty();
      write(new SetDifficulty(difficulty));
    }
    if (!coinbase.seedHash().equals(seedHash)) {
      seedHash = coinbase.seedHash();
      write(new SetSeedHash(seedHash));
    }
    write(new Notify(coinbase.job()));
  }

  void send(ServerMessage message) {
    write(message);
    flush();
  }

  /** What was written goes out. */
  void flush() {
    ctx.flush();
  }

  /**
   * Sends a message together with all else that is written before the loop comes to its next task:
   * answers that become known at the same time cost one system call.
   */
  void sendTogether(ServerMessage message) {
    write(message);
    if (!flushIsDue) {
      flushIsDue = true;
      ctx.executor()
          .execute(
              () -> {
                flushIsDue = false;
                flush();
              });
    }
  }

  /**
   * Sends a last message and closes. Input that is already there would make the kernel reset the
   * connection and the text be lost, so only our direction ends at once; the connection is closed
   * when the miner closes it or after two seconds.
   */
  void sendAndClose(ServerMessage message) {
    write(message).addListener(written -> endTls());
    flush();
  }

  private void endTls() {
    SslHandler tls = ctx.pipeline().get(SslHandler.class);
    if (tls == null) {
      endOutput();
    } else {
      tls.closeOutbound().addListener(ended -> endOutput());
    }
  }

  private void endOutput() {
    if (ctx.channel() instanceof DuplexChannel channel && channel.isActive()) {
      channel.shutdownOutput();
      ctx.executor().schedule(() -> ctx.close(), LINGER_SECONDS, TimeUnit.SECONDS);
    } else {
      ctx.close();
    }
  }

  void close() {
    ctx.close();
  }

  /**
   * Hands on no line more, not even one that is here already, until {@link #resume} was called as
   * often as this.
   */
  void pause() {
    ChannelPipeline pipeline = ctx.pipeline();
    if (pipeline.get(FlowControlHandler.class) == null) {
      pipeline.addBefore(ctx.name(), null, new FlowControlHandler());
    }
    pauses++;
    ctx.channel().config().setAutoRead(false);
  }

  /** Ends a {@link #pause}. */
  void resume() {
    pauses--;
    ctx.channel().config().setAutoRead(pauses == 0);
  }

  /** Runs a task on the event loop later. */
  void schedule(Runnable task, long delayMillis) {
    ctx.executor().schedule(task, delayMillis, TimeUnit.MILLISECONDS);
  }

  /** The clock of the event loop, in nanoseconds; for differences only. */
  long nanoTime() {
    return ctx.executor().ticker().nanoTime();
  }

  boolean isOpen() {
    return ctx.channel().isActive();
  }

  private ChannelFuture write(ServerMessage message) {
    return ctx.write(Unpooled.wrappedBuffer(StratumCodec.encode(message, dialect)));
  }
}
