package org.opensy.mining.stratum.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.opensy.mining.stratum.api.JobSource;
import org.opensy.mining.stratum.api.LoginOutcome;
import org.opensy.mining.stratum.api.MinerSession;
import org.opensy.mining.stratum.api.SubmitOutcome;
import org.opensy.mining.stratum.protocol.ClientMessage;
import org.opensy.mining.stratum.protocol.ErrorReply;
import org.opensy.mining.stratum.protocol.KeepAlive;
import org.opensy.mining.stratum.protocol.Login;
import org.opensy.mining.stratum.protocol.LoginResult;
import org.opensy.mining.stratum.protocol.Ok;
import org.opensy.mining.stratum.protocol.ProtocolException;
import org.opensy.mining.stratum.protocol.RpcId;
import org.opensy.mining.stratum.protocol.StratumCodec;
import org.opensy.mining.stratum.protocol.StratumError;
import org.opensy.mining.stratum.protocol.StratumJob;
import org.opensy.mining.stratum.protocol.Submit;

/**
 * One miner's connection: knows whether it is logged in, hands what needs the pool to the queue and
 * answers the rest. Confined to its event loop.
 */
final class MinerChannel extends SimpleChannelInboundHandler<ByteBuf> {
  private static final int MAX_PROTOCOL_ERRORS = 10;
  private static final ErrorReply LINE_TOO_LONG =
      new ErrorReply(
          RpcId.NONE,
          StratumError.PARSE_ERROR.code(),
          "Parse error: the line is longer than " + StratumCodec.MAX_LINE_BYTES + " bytes");

  private enum State {
    NEW,
    LOGGING_IN,
    LOGGED_IN,
    ENDED
  }

  private final Port port;
  private final LoopMiners loop;
  private final SentJobs sentJobs = new SentJobs();
  // Written on the event loop, read by senders.
  private volatile State state = State.NEW;
  private MinerSession session;
  private Outlet outlet;
  private JobSource missedBroadcast;
  private long connectedNanos;
  private long lastHeardNanos;
  private int callsUnderWay;
  private int protocolErrors;
  private boolean knownToPool;

  MinerChannel(Port port, LoopMiners loop) {
    this.port = port;
    this.loop = loop;
  }

  MinerSession session() {
    return session;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    outlet = new Outlet(ctx);
    connectedNanos = now(ctx);
    lastHeardNanos = connectedNanos;
    session =
        new MinerSession(
            port.ids().nextId(),
            port.ids().nextRpcId(),
            (InetSocketAddress) ctx.channel().remoteAddress(),
            port.clock().instant());
    loop.add(this);
    if (port.counters().connections.incrementAndGet() > port.config().maxConnections()) {
      port.counters().connectionsRefused.increment();
      endWith(StratumError.SERVER_FULL.reply(RpcId.NONE));
    } else {
      port.counters().connectionsAccepted.increment();
      port.miners().put(session.id(), this);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (session == null) {
      return;
    }
    end();
    loop.remove(this);
    port.miners().remove(session.id());
    port.counters().connections.decrementAndGet();
    tellPoolIfGone();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, ByteBuf line) {
    if (state == State.ENDED) {
      return;
    }
    lastHeardNanos = now(ctx);
    try {
      receive(StratumCodec.decodeClient(ByteBufUtil.getBytes(line)));
    } catch (ProtocolException e) {
      protocolError(e.reply());
    }
  }

  private void receive(ClientMessage message) {
    if (message instanceof Login login) {
      login(login);
    } else if (message instanceof Submit submit) {
      submit(submit);
    } else if (state == State.LOGGED_IN) {
      outlet.send(Ok.keptAlive(((KeepAlive) message).id()));
    } else {
      unauthenticated(message.id());
    }
  }

  private void login(Login login) {
    if (state != State.NEW) {
      protocolError(
          new ErrorReply(
              login.id(),
              StratumError.INVALID_REQUEST.code(),
              "Invalid request: connect again to log in again"));
    } else if (port.queue().offer(new LoginCall(this, login))) {
      state = State.LOGGING_IN;
      callsUnderWay++;
    } else {
      port.counters().queueRejections.increment();
      endWith(StratumError.SERVER_BUSY.reply(login.id()));
    }
  }

  private void submit(Submit submit) {
    if (state != State.LOGGED_IN || !submit.session().equals(session.rpcId())) {
      unauthenticated(submit.id());
    } else if (port.queue().offer(new SubmitCall(this, submit))) {
      port.counters().submits.increment();
      callsUnderWay++;
    } else {
      port.counters().queueRejections.increment();
      outlet.send(StratumError.SERVER_BUSY.reply(submit.id()));
    }
  }

  private void unauthenticated(RpcId id) {
    port.counters().unauthenticated.increment();
    outlet.send(StratumError.UNAUTHENTICATED.reply(id));
  }

  /** A worker has the pool's answer. */
  void answered(RpcId id, LoginOutcome outcome) {
    outlet.execute(
        () -> {
          callsUnderWay--;
          knownToPool |= outcome instanceof LoginOutcome.Accepted;
          if (state == State.ENDED) {
            tellPoolIfGone();
          } else if (outcome instanceof LoginOutcome.Accepted accepted) {
            enter(id, accepted.job());
          } else {
            LoginOutcome.Refused refused = (LoginOutcome.Refused) outcome;
            port.counters().loginsRefused.increment();
            endWith(new ErrorReply(id, refused.code(), refused.message()));
          }
        });
  }

  private void enter(RpcId id, StratumJob job) {
    state = State.LOGGED_IN;
    port.counters().logins.increment();
    port.counters().sessions.incrementAndGet();
    sentJobs.add(job.jobId());
    outlet.send(new LoginResult(id, session.rpcId(), job, LoginResult.EXTENSIONS));
    if (missedBroadcast != null) {
      offer(missedBroadcast);
      missedBroadcast = null;
    }
  }

  /** A worker has the pool's answer. */
  void answered(RpcId id, SubmitOutcome outcome) {
    outlet.execute(
        () -> {
          callsUnderWay--;
          if (state == State.ENDED) {
            tellPoolIfGone();
          } else if (outcome instanceof SubmitOutcome.Refused refused) {
            outlet.send(new ErrorReply(id, refused.code(), refused.message()));
          } else {
            outlet.send(Ok.accepted(id));
          }
        });
  }

  /** A worker could not call the pool, or the pool threw. */
  void failed(RpcId id, StratumError error) {
    outlet.execute(
        () -> {
          callsUnderWay--;
          // The pool may have kept something of the session before it threw.
          knownToPool = true;
          if (state == State.ENDED) {
            tellPoolIfGone();
          } else if (state == State.LOGGING_IN) {
            endWith(error.reply(id));
          } else {
            outlet.send(error.reply(id));
          }
        });
  }

  boolean isLoggedIn() {
    return state == State.LOGGED_IN;
  }

  /** Sends the job that a broadcast has for this session, now or right after its login. */
  void offer(JobSource jobs) {
    if (state == State.LOGGING_IN) {
      missedBroadcast = jobs;
    } else if (state == State.LOGGED_IN) {
      try {
        jobs.jobFor(session).ifPresent(this::send);
      } catch (RuntimeException e) {
        port.failures().record("No job for a session of a broadcast", e);
      }
    }
  }

  void sendLater(StratumJob job) {
    outlet.execute(() -> send(job));
  }

  private void send(StratumJob job) {
    if (state == State.LOGGED_IN && sentJobs.add(job.jobId())) {
      port.counters().jobsSent.increment();
      outlet.send(job);
    }
  }

  void checkTimes(long nowNanos) {
    boolean late =
        switch (state) {
          case NEW -> nowNanos - connectedNanos > port.config().loginTimeOut().toNanos();
          case LOGGED_IN -> nowNanos - lastHeardNanos > port.config().idleTimeOut().toNanos();
          case LOGGING_IN, ENDED -> false;
        };
    if (late) {
      port.counters().timeOuts.increment();
      endWith(StratumError.TIME_OUT.reply(RpcId.NONE));
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (!ctx.channel().isWritable()) {
      port.counters().slowReaders.increment();
      outlet.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof TooLongFrameException) {
      if (state != State.ENDED) {
        port.counters().protocolErrors.increment();
        endWith(LINE_TOO_LONG);
      }
      return;
    }
    if (!(cause instanceof IOException)) {
      port.failures().record("A connection failed", cause);
    }
    outlet.close();
  }

  private void protocolError(ErrorReply reply) {
    port.counters().protocolErrors.increment();
    protocolErrors++;
    if (state != State.LOGGED_IN || protocolErrors >= MAX_PROTOCOL_ERRORS) {
      endWith(reply);
    } else {
      outlet.send(reply);
    }
  }

  private void endWith(ErrorReply reply) {
    end();
    outlet.sendAndClose(reply);
  }

  void close() {
    outlet.close();
  }

  private void end() {
    if (state == State.LOGGED_IN) {
      port.counters().sessions.decrementAndGet();
    }
    state = State.ENDED;
    missedBroadcast = null;
  }

  /** The pool hears of the end after all its answers are in, and only if it knows the session. */
  private void tellPoolIfGone() {
    if (knownToPool && callsUnderWay == 0 && !outlet.isOpen()) {
      knownToPool = false;
      port.queue().offerNotice(new ClosedNotice(session));
    }
  }

  private static long now(ChannelHandlerContext ctx) {
    return ctx.executor().ticker().nanoTime();
  }
}
