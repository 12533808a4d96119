package org.opensy.mining.stratum.transport;

import java.util.List;
import java.util.Optional;
import org.opensy.mining.stratum.api.JobSource;
import org.opensy.mining.stratum.api.MinerJob;
import org.opensy.mining.stratum.protocol.Authorize;
import org.opensy.mining.stratum.protocol.BitcoinRequest;
import org.opensy.mining.stratum.protocol.ClientMessage;
import org.opensy.mining.stratum.protocol.Configure;
import org.opensy.mining.stratum.protocol.Dialect;
import org.opensy.mining.stratum.protocol.Difficulty;
import org.opensy.mining.stratum.protocol.ErrorReply;
import org.opensy.mining.stratum.protocol.GetJob;
import org.opensy.mining.stratum.protocol.JobResult;
import org.opensy.mining.stratum.protocol.Login;
import org.opensy.mining.stratum.protocol.Ok;
import org.opensy.mining.stratum.protocol.ProtocolException;
import org.opensy.mining.stratum.protocol.RpcId;
import org.opensy.mining.stratum.protocol.ServerMessage;
import org.opensy.mining.stratum.protocol.StratumCodec;
import org.opensy.mining.stratum.protocol.StratumError;
import org.opensy.mining.stratum.protocol.Submit;
import org.opensy.mining.stratum.protocol.Subscribe;
import org.opensy.mining.stratum.protocol.SubscribeResult;
import org.opensy.mining.stratum.protocol.SuggestTarget;

/**
 * What a miner asks for, in the dialect of its first message: becomes logins of its {@link
 * MinerConnection} and shares of its {@link SubmitAdmission}, or is answered here. Confined to its
 * event loop.
 */
final class Requests {
  private final ServerContext context;
  private final MinerConnection miner;
  private final SubmitAdmission submits;
  private final MinerChannel channel;
  private Dialect dialect;
  // Of the Bitcoin dialect.
  private String extranonce = "";
  private boolean isSubscribed;
  private String agent = "";
  private String user = "";
  private Optional<Difficulty> suggested = Optional.empty();

  Requests(
      ServerContext context, MinerConnection miner, SubmitAdmission submits, MinerChannel channel) {
    this.context = context;
    this.miner = miner;
    this.submits = submits;
    this.channel = channel;
  }

  /** A whole line, without its line feed. */
  void received(byte[] line) {
    if (isBlank(line)) {
      return;
    }
    try {
      receive(StratumCodec.decodeClient(line, context.limits().session().nesting()));
    } catch (ProtocolException e) {
      if (dialect == null) {
        e.dialect().ifPresent(channel::speak);
      }
      refuse(e);
    }
  }

  /** A line after the end of the session: nothing is answered, but a block is a block. */
  void receivedLate(byte[] line) {
    try {
      if (StratumCodec.decodeClient(line, context.limits().session().nesting())
              instanceof Submit submit
          && submit.sender().equals(sender())) {
        submits.takeLate(submit.id(), submit.share());
      }
    } catch (ProtocolException e) {
      // Nobody listens.
    }
  }

  private String sender() {
    return dialect == Dialect.BITCOIN ? user : miner.session().rpcId();
  }

  private static boolean isBlank(byte[] line) {
    for (byte character : line) {
      if (character != ' ' && character != '\t' && character != '\r') {
        return false;
      }
    }
    return true;
  }

  /** What is valid JSON-RPC is no offence, and what expects no answer gets none. */
  private void refuse(ProtocolException bad) {
    if (!bad.isJsonRpc()) {
      miner.protocolError(bad.reply());
    } else if (bad.isAnswered()) {
      channel.send(bad.reply());
    }
  }

  /** The login was accepted. */
  void letIn() {
    suggested.ifPresent(wish -> context.suggest(miner.session(), wish));
  }

  /** Whether the miner can make sense of jobs: without its extranonce it cannot. */
  boolean mayHaveJobs() {
    return dialect != Dialect.BITCOIN || isSubscribed;
  }

  private void receive(ClientMessage message) {
    if (dialect == null) {
      dialect = message.dialect();
      channel.speak(dialect);
    }
    if (dialect != message.dialect()) {
      answer(message.id(), invalid(message.id(), "the connection began in another dialect"));
    } else if (message instanceof Submit submit) {
      submit(submit);
    } else if (message instanceof BitcoinRequest request) {
      receive(request);
    } else if (message instanceof Login login) {
      miner.login(login);
    } else if (!miner.isLoggedIn()) {
      miner.unauthenticated(message.id());
    } else if (message instanceof GetJob) {
      sendJobAgain(message.id());
    } else {
      answer(message.id(), Ok.keptAlive(message.id()));
    }
  }

  /** A notification expects no answer. */
  private void answer(RpcId id, ServerMessage message) {
    if (!id.equals(RpcId.NONE)) {
      channel.send(message);
    }
  }

  private void submit(Submit submit) {
    if (miner.isLoggedIn() && submit.sender().equals(sender())) {
      submits.take(submit.id(), submit.share());
    } else {
      miner.unauthenticated(submit.id());
    }
  }

  private void sendJobAgain(RpcId id) {
    Optional<MinerJob> job = context.jobFrom(() -> context.jobs.jobAgain(miner.session()));
    if (job.orElse(null) instanceof MinerJob.Header header) {
      channel.send(new JobResult(id, header.job()));
    } else {
      channel.send(StratumError.NO_WORK.reply(id));
    }
  }

  private void receive(BitcoinRequest request) {
    if (request instanceof Subscribe subscribe) {
      subscribe(subscribe);
    } else if (request instanceof Authorize authorize) {
      authorize(authorize);
    } else if (request instanceof Configure configure) {
      channel.send(configure.nothingSupported());
    } else if (request instanceof SuggestTarget suggestion) {
      suggest(suggestion);
    } else {
      // The extranonce never changes, so there is nothing to tell such a subscriber.
      answer(request.id(), Ok.accepted(request.id()));
    }
  }

  private void suggest(SuggestTarget suggestion) {
    Difficulty wish = Difficulty.ofTarget(suggestion.target());
    suggested = Optional.of(wish);
    answer(suggestion.id(), Ok.accepted(suggestion.id()));
    if (miner.isLoggedIn()) {
      context.suggest(miner.session(), wish);
      miner.renew();
    }
  }

  private void subscribe(Subscribe subscribe) {
    agent = subscribe.agent();
    if (hasExtranonce(subscribe.id())) {
      isSubscribed = true;
      channel.send(
          new SubscribeResult(
              subscribe.id(), miner.session().rpcId(), extranonce, JobSource.EXTRANONCE2_SIZE));
      // Whoever authorized before has waited for its first job.
      miner.renew();
    }
  }

  /** Gets the session its extranonce, if it has none; or ends the connection. */
  private boolean hasExtranonce(RpcId id) {
    // Before the call: the pool may have kept something of the session before it threw.
    miner.setKnownToPool();
    try {
      extranonce = context.jobs.subscribe(miner.session());
      return true;
    } catch (RuntimeException e) {
      context.failures().record("No subscription for a session", e);
      miner.endWith(StratumError.INTERNAL_ERROR.reply(id));
      return false;
    }
  }

  private void authorize(Authorize authorize) {
    if (user.isEmpty()) {
      logIn(authorize);
    } else if (miner.isLoggedIn() && user.equals(authorize.user())) {
      channel.send(Ok.accepted(authorize.id()));
    } else {
      channel.send(invalid(authorize.id(), "a connection is for one worker"));
    }
  }

  private void logIn(Authorize authorize) {
    if (hasExtranonce(authorize.id())) {
      user = authorize.user();
      miner.login(
          new Login(
              authorize.id(),
              authorize.user(),
              authorize.password(),
              agent,
              "",
              List.of(Login.STANDARD_ALGORITHM)));
    }
  }

  private static ErrorReply invalid(RpcId id, String why) {
    return StratumError.INVALID_REQUEST.reply(id, why);
  }
}
