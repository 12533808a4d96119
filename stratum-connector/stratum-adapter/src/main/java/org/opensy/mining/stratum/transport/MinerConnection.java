package org.opensy.mining.stratum.transport;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.opensy.mining.stratum.api.Limits;
import org.opensy.mining.stratum.api.LoginOutcome;
import org.opensy.mining.stratum.api.MinerJob;
import org.opensy.mining.stratum.api.MinerSession;
import org.opensy.mining.stratum.api.Offence;
import org.opensy.mining.stratum.api.StratumEvent;
import org.opensy.mining.stratum.api.SubmitOutcome;
import org.opensy.mining.stratum.protocol.ErrorReply;
import org.opensy.mining.stratum.protocol.Login;
import org.opensy.mining.stratum.protocol.LoginResult;
import org.opensy.mining.stratum.protocol.Ok;
import org.opensy.mining.stratum.protocol.RpcId;
import org.opensy.mining.stratum.protocol.StratumError;
import org.opensy.mining.stratum.transport.CallQueue.Lane;

/**
 * The connection of one miner, from accept to close: knows whether it is logged in, hands what
 * needs the pool to the queue and writes the answers; {@link Requests} understands what the miner
 * says, {@link SubmitAdmission} takes its shares. Confined to its event loop, except where a method
 * says otherwise.
 */
final class MinerConnection {
  private enum State {
    NEW,
    LOGGING_IN,
    LOGGED_IN,
    ENDED
  }

  private final ServerContext context;
  private final MinerSession session;
  private final MinerChannel channel;
  private final Requests requests;
  private final LinePace pace;
  private final long connectedNanos;
  private State state = State.NEW;
  private Login waitingLogin;
  private long lastHeardNanos;
  private int callsUnderWay;
  private int sharesWaiting;
  private int protocolErrors;
  private boolean knownToPool;

  MinerConnection(ServerContext context, MinerSession session, MinerChannel channel) {
    this.context = context;
    this.session = session;
    this.channel = channel;
    this.connectedNanos = channel.nanoTime();
    this.lastHeardNanos = connectedNanos;
    this.pace = new LinePace(context, channel, connectedNanos);
    this.requests =
        new Requests(
            context, this, new SubmitAdmission(context, this, channel, connectedNanos), channel);
  }

  MinerSession session() {
    return session;
  }

  InetAddress address() {
    return session.remoteAddress().getAddress();
  }

  long lastHeardNanos() {
    return lastHeardNanos;
  }

  /** Calls that wait for the pool, or for its answer. */
  int callsUnderWay() {
    return callsUnderWay;
  }

  boolean hasEnded() {
    return state == State.ENDED;
  }

  boolean isLoggedIn() {
    return state == State.LOGGED_IN;
  }

  /** The pool has to hear of the end, even if there is no login. */
  void setKnownToPool() {
    knownToPool = true;
  }

  /** Takes the connection in, or turns it away if it is not wanted or one too many. */
  void connected() {
    context.miners.put(session.id(), this);
    Optional<StratumEvent> tooMany = context.sources.admit(address(), connectedNanos);
    Optional<String> unwanted = context.admission.refusal(address());
    if (unwanted.isPresent()) {
      context.counters.count(StratumEvent.REFUSED_BANNED);
      endWith(StratumError.BANNED.reply(RpcId.NONE, unwanted.get()));
    } else if (tooMany.isPresent()) {
      context.counters.count(tooMany.get());
      endWith(StratumError.SERVER_FULL.reply(RpcId.NONE));
    } else {
      context.counters.count(StratumEvent.CONNECTION);
    }
  }

  void disconnected() {
    end();
    tellPoolIfGone();
    context.miners.remove(session.id());
    // Last: a stop closes the queue when no connection is counted any more.
    context.sources.release(address());
  }

  /** A whole line, without its line feed. */
  void received(byte[] line) {
    if (state == State.ENDED) {
      requests.receivedLate(line);
      return;
    }
    heard();
    requests.received(line);
    pace.received(lastHeardNanos);
  }

  /** The miner is there. */
  void heard() {
    lastHeardNanos = channel.nanoTime();
  }

  /** More than a line may have, without a line feed. */
  void receivedTooMuch() {
    if (state != State.ENDED) {
      offend(StratumEvent.PROTOCOL_ERROR, Offence.PROTOCOL_ERROR);
      int most = context.limits().session().lineBytes();
      endWith(
          StratumError.PARSE_ERROR.reply(RpcId.NONE, "the line is longer than " + most + " bytes"));
    }
  }

  /** The miner does not read what it is sent. */
  void tooSlow() {
    context.counters.count(StratumEvent.SLOW_READER);
    channel.close();
  }

  /** A later login waits until all that was asked under the login before it is answered. */
  void login(Login login) {
    if (state == State.LOGGING_IN) {
      channel.send(
          StratumError.INVALID_REQUEST.reply(login.id(), "the login before is not answered"));
    } else if (!context.sources.login(address(), lastHeardNanos)) {
      offend(StratumEvent.LOGIN_LIMITED, Offence.FLOOD);
      endWith(StratumError.SERVER_BUSY.reply(login.id()));
    } else {
      leave();
      state = State.LOGGING_IN;
      waitingLogin = login;
      passLogin();
    }
  }

  private void passLogin() {
    Login login = waitingLogin;
    if (login != null && callsUnderWay == 0) {
      waitingLogin = null;
      if (!call(Lane.LOGIN, new PoolCall.LoginCall(this, login))) {
        endWith(busy(login.id()));
      }
    }
  }

  /** The answer to what was not queued. */
  ErrorReply busy(RpcId id) {
    if (!context.isClosing()) {
      context.counters.count(StratumEvent.QUEUE_FULL);
    }
    return StratumError.SERVER_BUSY.reply(id);
  }

  /** Queues a call; false if its lane is full, or the port closes. */
  boolean call(Lane lane, PoolCall call) {
    return counted(!context.isClosing() && context.queue.offer(lane, call));
  }

  /** Queues a share that claims to be a block: also while the port closes. */
  boolean callClaim(PoolCall call) {
    return counted(context.queue.offer(Lane.CLAIM, call));
  }

  /** The same for a call that may use the lane's reserve. */
  boolean callWithReserve(Lane lane, PoolCall call) {
    return counted(!context.isClosing() && context.queue.offerWithReserve(lane, call));
  }

  private boolean counted(boolean isQueued) {
    callsUnderWay += isQueued ? 1 : 0;
    return isQueued;
  }

  /** A share waits for its place in the queue: until it has it, the pool knows the session. */
  void shareWaits() {
    sharesWaiting++;
  }

  /** It waits no more. */
  void shareWaitsNoMore() {
    sharesWaiting--;
    tellPoolIfGone();
  }

  void unauthenticated(RpcId id) {
    context.counters.count(StratumEvent.UNAUTHENTICATED);
    channel.send(StratumError.UNAUTHENTICATED.reply(id));
  }

  /** A worker has the pool's answer. On any thread. */
  void answered(RpcId id, LoginOutcome outcome) {
    returned(
        outcome instanceof LoginOutcome.Accepted,
        () -> {
          if (outcome instanceof LoginOutcome.Accepted accepted) {
            enter(id, accepted.extensions());
          } else {
            LoginOutcome.Refused refused = (LoginOutcome.Refused) outcome;
            context.counters.count(StratumEvent.LOGIN_REFUSED);
            endWith(new ErrorReply(id, refused.code(), refused.message()));
          }
        });
  }

  private void enter(RpcId id, List<String> extensions) {
    requests.letIn();
    if (!requests.mayHaveJobs()) {
      entered();
      channel.send(Ok.accepted(id));
      return;
    }
    Optional<MinerJob> job = context.jobFrom(() -> context.jobs.jobFor(session));
    if (job.isEmpty()) {
      endWith(StratumError.NO_WORK.reply(id));
      return;
    }
    entered();
    if (job.get() instanceof MinerJob.Header header) {
      channel.send(new LoginResult(id, session.rpcId(), header.job(), extensions));
    } else {
      channel.send(Ok.accepted(id));
      channel.send(job.get());
    }
  }

  private void entered() {
    state = State.LOGGED_IN;
    context.counters.count(StratumEvent.LOGIN);
    context.counters.sessions.incrementAndGet();
  }

  /** The pool has its verdict. On any thread. */
  void answered(RpcId id, SubmitOutcome outcome, long readNanos) {
    returned(
        true,
        () -> {
          context.admission.shareAnswered(channel.nanoTime() - readNanos);
          if (outcome instanceof SubmitOutcome.Accepted accepted) {
            channel.sendTogether(Ok.accepted(id));
            if (accepted.newJob()) {
              renew();
            }
          } else if (outcome instanceof SubmitOutcome.Refused refused) {
            channel.sendTogether(new ErrorReply(id, refused.code(), refused.message()));
          } else {
            SubmitOutcome.Expelled expelled = (SubmitOutcome.Expelled) outcome;
            context.counters.count(StratumEvent.EXPELLED);
            endWith(new ErrorReply(id, expelled.code(), expelled.message()));
          }
        });
  }

  /** A worker could not call the pool, or the pool threw. On any thread. */
  void failed(RpcId id, StratumError error) {
    // The pool may have kept something of the session before it threw.
    returned(
        true,
        () -> {
          if (state == State.LOGGING_IN) {
            endWith(error.reply(id));
          } else {
            channel.send(error.reply(id));
          }
        });
  }

  /** The pool could not give the verdict that it promised. On any thread. */
  void failedLater(RpcId id, Throwable failure) {
    context.failures().record("A verdict failed", failure);
    failed(id, StratumError.INTERNAL_ERROR);
  }

  private void returned(boolean poolKnowsSession, Runnable answer) {
    loop()
        .executeIfRunning(
            () -> {
              callsUnderWay--;
              knownToPool |= poolKnowsSession;
              if (state != State.ENDED) {
                answer.run();
              }
              passLogin();
              tellPoolIfGone();
              context.queue.answered();
            });
  }

  /** Sends the job that the pool has for this session, if there is one. */
  void renew() {
    if (writeJob()) {
      flush();
    }
  }

  /** The same, but the job waits for {@link #flush}; false if there is none. */
  boolean writeJob() {
    if (state != State.LOGGED_IN || !requests.mayHaveJobs()) {
      return false;
    }
    Optional<MinerJob> job = context.jobFrom(() -> context.jobs.jobFor(session));
    job.ifPresent(
        fresh -> {
          context.counters.count(StratumEvent.JOB);
          channel.write(fresh);
        });
    return job.isPresent();
  }

  void flush() {
    channel.flush();
  }

  void checkTimes(long nowNanos) {
    Limits.Times times = context.limits().times();
    boolean noLogin =
        state == State.NEW
            && nowNanos - connectedNanos > TimeUnit.SECONDS.toNanos(times.loginSeconds());
    boolean silent =
        state == State.LOGGED_IN
            && nowNanos - lastHeardNanos > TimeUnit.SECONDS.toNanos(times.idleSeconds());
    if (noLogin) {
      offend(StratumEvent.LOGIN_TIME_OUT, Offence.NO_LOGIN);
    } else if (silent) {
      context.counters.count(StratumEvent.IDLE_TIME_OUT);
    }
    if (noLogin || silent) {
      endWith(StratumError.TIME_OUT.reply(RpcId.NONE));
    }
  }

  void protocolError(ErrorReply reply) {
    offend(StratumEvent.PROTOCOL_ERROR, Offence.PROTOCOL_ERROR);
    protocolErrors++;
    int most = context.limits().session().protocolErrors();
    if (state != State.LOGGED_IN || protocolErrors >= most) {
      endWith(reply);
    } else {
      channel.send(reply);
    }
  }

  private void offend(StratumEvent event, Offence offence) {
    context.counters.count(event);
    context.admission.offence(address(), offence);
  }

  /** Ends the connection if its address is banned by now. */
  void endIfBanned() {
    Optional<String> unwanted = context.admission.refusal(address());
    if (unwanted.isPresent() && state != State.ENDED) {
      context.counters.count(StratumEvent.EXPELLED);
      endWith(StratumError.BANNED.reply(RpcId.NONE, unwanted.get()));
    }
  }

  /** There is no work for anybody. */
  void dismiss() {
    if (state == State.LOGGED_IN) {
      context.counters.count(StratumEvent.DISMISSED);
      endWith(StratumError.NO_WORK.reply(RpcId.NONE));
    }
  }

  /** A line for the miner's log; the connection stays. */
  void tell(StratumError error) {
    if (state == State.LOGGED_IN) {
      channel.send(error.reply(RpcId.NONE));
    }
  }

  /** This connection's event loop. From any thread. */
  LoopMiners loop() {
    return channel.loop();
  }

  void endWith(ErrorReply reply) {
    end();
    channel.sendAndClose(reply);
  }

  void close() {
    channel.close();
  }

  private void end() {
    leave();
    state = State.ENDED;
    waitingLogin = null;
  }

  private void leave() {
    if (state == State.LOGGED_IN) {
      context.counters.sessions.decrementAndGet();
    }
  }

  /** The pool hears of the end after all its answers are in, and only if it knows the session. */
  private void tellPoolIfGone() {
    if (knownToPool && callsUnderWay == 0 && sharesWaiting == 0 && !channel.isOpen()) {
      knownToPool = false;
      context.queue.offerNotice(new PoolCall.ClosedNotice(session));
    }
  }
}
