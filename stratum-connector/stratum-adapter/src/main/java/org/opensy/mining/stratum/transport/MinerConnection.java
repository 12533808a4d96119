package org.opensy.mining.stratum.transport;

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
 * The conversation with one miner: knows whether it is logged in, hands what needs the pool to the
 * queue and answers the rest. Confined to its event loop.
 */
final class MinerConnection {
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
  private final MinerSession session;
  private final Outlet outlet;
  private final SentJobs sentJobs = new SentJobs();
  private final long connectedNanos;
  // Written on the event loop, read by senders.
  private volatile State state = State.NEW;
  private JobSource missedBroadcast;
  private long lastHeardNanos;
  private int callsUnderWay;
  private int protocolErrors;
  private boolean knownToPool;

  MinerConnection(Port port, MinerSession session, Outlet outlet) {
    this.port = port;
    this.session = session;
    this.outlet = outlet;
    this.connectedNanos = outlet.nanoTime();
    this.lastHeardNanos = connectedNanos;
  }

  MinerSession session() {
    return session;
  }

  /** Takes the connection in, or turns it away if there are too many. */
  void connected() {
    if (port.counters().connections.incrementAndGet() > port.config().maxConnections()) {
      port.counters().connectionsRefused.increment();
      endWith(StratumError.SERVER_FULL.reply(RpcId.NONE));
    } else {
      port.counters().connectionsAccepted.increment();
      port.miners().put(session.id(), this);
    }
  }

  void disconnected() {
    end();
    port.miners().remove(session.id());
    port.counters().connections.decrementAndGet();
    tellPoolIfGone();
  }

  /** A whole line, without its line feed. */
  void received(byte[] line) {
    if (state == State.ENDED) {
      return;
    }
    lastHeardNanos = outlet.nanoTime();
    try {
      receive(StratumCodec.decodeClient(line));
    } catch (ProtocolException e) {
      protocolError(e.reply());
    }
  }

  /** More than a line may have, without a line feed. */
  void receivedTooMuch() {
    if (state != State.ENDED) {
      port.counters().protocolErrors.increment();
      endWith(LINE_TOO_LONG);
    }
  }

  /** The miner does not read what it is sent. */
  void tooSlow() {
    port.counters().slowReaders.increment();
    outlet.close();
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
    } else if (call(new LoginCall(this, login))) {
      state = State.LOGGING_IN;
    } else {
      endWith(StratumError.SERVER_BUSY.reply(login.id()));
    }
  }

  private void submit(Submit submit) {
    if (state != State.LOGGED_IN || !submit.session().equals(session.rpcId())) {
      unauthenticated(submit.id());
    } else if (call(new SubmitCall(this, submit))) {
      port.counters().submits.increment();
    } else {
      outlet.send(StratumError.SERVER_BUSY.reply(submit.id()));
    }
  }

  /** Queues a call; false if the queue is full. */
  private boolean call(PoolCall call) {
    port.calls().begin();
    if (port.queue().offer(call)) {
      callsUnderWay++;
      return true;
    }
    port.calls().end();
    port.counters().queueRejections.increment();
    return false;
  }

  private void unauthenticated(RpcId id) {
    port.counters().unauthenticated.increment();
    outlet.send(StratumError.UNAUTHENTICATED.reply(id));
  }

  /** A worker has the pool's answer. */
  void answered(RpcId id, LoginOutcome outcome) {
    returned(
        outcome instanceof LoginOutcome.Accepted,
        () -> {
          if (outcome instanceof LoginOutcome.Accepted accepted) {
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
    returned(
        true,
        () -> {
          if (outcome instanceof SubmitOutcome.Refused refused) {
            outlet.send(new ErrorReply(id, refused.code(), refused.message()));
          } else {
            outlet.send(Ok.accepted(id));
          }
        });
  }

  /** A worker could not call the pool, or the pool threw. */
  void failed(RpcId id, StratumError error) {
    // The pool may have kept something of the session before it threw.
    returned(
        true,
        () -> {
          if (state == State.LOGGING_IN) {
            endWith(error.reply(id));
          } else {
            outlet.send(error.reply(id));
          }
        });
  }

  /** The pool could not give the verdict that it promised. */
  void failedLater(RpcId id, Throwable failure) {
    port.failures().record("A verdict failed", failure);
    failed(id, StratumError.INTERNAL_ERROR);
  }

  private void returned(boolean poolKnowsSession, Runnable answer) {
    outlet.execute(
        () -> {
          callsUnderWay--;
          knownToPool |= poolKnowsSession;
          if (state != State.ENDED) {
            answer.run();
          }
          tellPoolIfGone();
          port.calls().end();
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
}
