package org.opensy.mining.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslHandler;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.opensy.mining.stratum.protocol.ClientMessage;
import org.opensy.mining.stratum.protocol.ErrorReply;
import org.opensy.mining.stratum.protocol.JobMessage;
import org.opensy.mining.stratum.protocol.Login;
import org.opensy.mining.stratum.protocol.LoginResult;
import org.opensy.mining.stratum.protocol.Ok;
import org.opensy.mining.stratum.protocol.ProtocolException;
import org.opensy.mining.stratum.protocol.RpcId;
import org.opensy.mining.stratum.protocol.ServerMessage;
import org.opensy.mining.stratum.protocol.StratumCodec;
import org.opensy.mining.stratum.protocol.StratumJob;
import org.opensy.mining.stratum.protocol.Submit;

/**
 * One connection: logs in, notes when jobs and answers come, and submits shares once told to. A job
 * is looked into only when a share of it is due, so that ten thousand of these leave the processors
 * to the server. Confined to its event loop.
 */
final class SwarmMiner extends SimpleChannelInboundHandler<ByteBuf> {
  private static final RpcId LOGIN_ID = RpcId.of(1);
  private static final byte[] METHOD = "\"method\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HEIGHT = "\"height\":".getBytes(StandardCharsets.US_ASCII);

  private final String login;
  private final Swarm.Gauges gauges;
  private final ShareMaker shares;
  private final CompletableFuture<Void> loggedIn = new CompletableFuture<>();
  private final Map<RpcId, Long> unanswered = new HashMap<>();
  private ChannelHandlerContext ctx;
  private String session = "";
  private StratumJob job;
  // In an array that stays: ten thousand new ones a block would keep the collector busy.
  private byte[] newestJobLine = new byte[0];
  private int newestJobBytes;
  private long height;
  private int nonce;
  private long requests = 1;
  private boolean submitting;

  SwarmMiner(String login, Swarm.Gauges gauges, ShareMaker shares) {
    this.login = login;
    this.gauges = gauges;
    this.shares = shares;
  }

  /** Completes when the login is answered, with a failure if it was refused. */
  CompletableFuture<Void> loggedIn() {
    return loggedIn;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // a login that cannot be sent has no answer either
  public void channelActive(ChannelHandlerContext context) {
    ctx = context;
    SslHandler tls = context.pipeline().get(SslHandler.class);
    if (tls == null) {
      send(new Login(LOGIN_ID, login, "x", "opensy-bench", "", List.of()));
    } else {
      tls.handshakeFuture()
          .addListener(
              done -> send(new Login(LOGIN_ID, login, "x", "opensy-bench", "", List.of())));
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf line) {
    long now = System.nanoTime();
    byte[] bytes = ByteBufUtil.getBytes(line);
    if (loggedIn.isDone() && AsciiSearch.after(METHOD, bytes) >= 0) {
      keep(bytes);
      arrived(AsciiSearch.numberAfter(HEIGHT, bytes), now);
      return;
    }
    try {
      answered(StratumCodec.decodeServer(bytes), now);
    } catch (ProtocolException e) {
      unreadable(new String(bytes, StandardCharsets.UTF_8), e);
    }
  }

  /** Later work on the same block is no news. */
  private void arrived(long ofHeight, long now) {
    if (ofHeight > height) {
      height = ofHeight;
      gauges.fanOut().arrived(ofHeight, now);
    }
  }

  private void keep(byte[] jobLine) {
    if (newestJobLine.length < jobLine.length) {
      newestJobLine = new byte[2 * jobLine.length];
    }
    System.arraycopy(jobLine, 0, newestJobLine, 0, jobLine.length);
    newestJobBytes = jobLine.length;
  }

  private void answered(ServerMessage answer, long now) {
    if (answer instanceof LoginResult in) {
      session = in.session();
      job = in.job();
      height = job.height();
      gauges.fanOut().known(height);
      loggedIn.complete(null);
    } else if (answer instanceof ErrorReply error && !loggedIn.isDone()) {
      loggedIn.completeExceptionally(new IllegalStateException(error.message()));
    } else if (answer instanceof ErrorReply error) {
      measured(error.id(), now);
      gauges.tally().refused(error.message());
    } else if (answer instanceof Ok ok) {
      measured(ok.id(), now);
      gauges.tally().accepted();
    }
  }

  private void measured(RpcId id, long now) {
    Long sent = unanswered.remove(id);
    if (sent != null) {
      gauges.tally().latencies().add(now - sent);
    }
  }

  private void unreadable(String line, ProtocolException why) {
    if (loggedIn.isDone()) {
      gauges.tally().refused("unreadable: " + why.getMessage());
    } else {
      loggedIn.completeExceptionally(new IllegalStateException("not an answer: " + line, why));
    }
  }

  /** From now on submits a share in each interval, beginning somewhere in the first. */
  void submitEvery(long intervalNanos) {
    submitting = true;
    submitIn(ThreadLocalRandom.current().nextLong(intervalNanos), intervalNanos);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // ends with the loop
  private void submitIn(long delayNanos, long intervalNanos) {
    ctx.executor()
        .schedule(
            () -> {
              if (submitting && ctx.channel().isActive()) {
                submitIn(intervalNanos, intervalNanos);
                submit();
              }
            },
            delayNanos,
            TimeUnit.NANOSECONDS);
  }

  void stopSubmitting() {
    submitting = false;
  }

  private void submit() {
    StratumJob current = currentJob();
    shares
        .make(current, () -> nonce++)
        .whenComplete(
            (share, failure) -> ctx.executor().execute(() -> submit(current, share, failure)));
  }

  private void submit(StratumJob of, ShareMaker.Share share, Throwable failure) {
    if (failure != null) {
      gauges.tally().refused("no share: " + failure.getMessage());
      return;
    }
    requests++;
    RpcId id = RpcId.of(requests);
    unanswered.put(id, System.nanoTime());
    send(new Submit(id, session, of.jobId(), share.nonce(), share.result(), of.algo()));
  }

  private StratumJob currentJob() {
    try {
      if (newestJobBytes > 0
          && StratumCodec.decodeServer(Arrays.copyOf(newestJobLine, newestJobBytes))
              instanceof JobMessage newer) {
        job = newer.job();
        nonce = 0;
      }
    } catch (ProtocolException e) {
      gauges.tally().refused("unreadable job: " + e.getMessage());
    }
    newestJobBytes = 0;
    return job;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the connection's end is seen in channelInactive
  private void send(ClientMessage message) {
    ctx.writeAndFlush(Unpooled.wrappedBuffer(StratumCodec.encode(message)));
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (!loggedIn.completeExceptionally(new IllegalStateException("closed before the answer"))
        && !gauges.isClosing()) {
      gauges.tally().refused("connection closed");
    }
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // a close has no result that matters
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    loggedIn.completeExceptionally(cause);
    context.close();
  }
}
