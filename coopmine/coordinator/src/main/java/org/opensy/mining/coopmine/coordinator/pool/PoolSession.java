package org.opensy.mining.coopmine.coordinator.pool;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.opensy.mining.coopmine.coordinator.job.PoolJob;
import org.opensy.mining.coopmine.protocol.NonceBlob;
import org.opensy.mining.randomx.RandomXKey;
import org.opensy.mining.stratum.protocol.ErrorReply;
import org.opensy.mining.stratum.protocol.JobMessage;
import org.opensy.mining.stratum.protocol.KeepAlive;
import org.opensy.mining.stratum.protocol.LogText;
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
 * The dialogue on one connection: login, then jobs and replies, until one side ends it.
 *
 * <p>{@link #run} is confined to one thread; {@link #submit} is thread-safe.
 */
final class PoolSession {
  /** After this long without a word from us the pool is told that we are there. */
  static final Duration KEEP_ALIVE = Duration.ofSeconds(60);

  /** A login or a submit that is not answered in this time ends the connection. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final System.Logger LOG = System.getLogger(PoolSession.class.getName());
  private static final RpcId LOGIN_ID = RpcId.of(1);
  private static final int MAX_BAD_LINES = 20;

  private final long number;
  private final PoolConnection connection;
  private final InstantSource clock;
  private final Consumer<PoolJob> jobs;
  private final PendingReplies pending = new PendingReplies();
  private final AtomicLong lastId = new AtomicLong(1);
  private Instant loginSentAt = Instant.EPOCH;
  private int badLines;
  private volatile Optional<LoginResult> login = Optional.empty();

  PoolSession(long number, PoolConnection connection, InstantSource clock, Consumer<PoolJob> jobs) {
    this.number = number;
    this.connection = connection;
    this.clock = clock;
    this.jobs = jobs;
  }

  /**
   * Logs in and goes on until the connection ends.
   *
   * @throws PoolException if the pool refuses this miner or does not keep to the protocol
   * @throws IOException if the connection ends otherwise
   */
  void run(PoolAccount account, String agent) throws IOException {
    try {
      connection.send(
          new Login(
              LOGIN_ID,
              account.login(),
              account.password(),
              agent,
              account.rigId(),
              Login.ALGORITHMS));
      loginSentAt = clock.instant();
      while (true) {
        Optional<byte[]> line = connection.read();
        if (line.isPresent()) {
          take(line.get());
        }
        tick();
      }
    } finally {
      pending.close();
    }
  }

  /** Whether the pool has let us in. */
  boolean isLoggedIn() {
    return login.isPresent();
  }

  /** Hands in a share of a job that came on this connection. */
  CompletableFuture<PoolReply> submit(PoolJob.Origin job, int nonce, byte[] result) {
    Optional<LoginResult> in = login;
    if (in.isEmpty() || job.connection() != number) {
      return CompletableFuture.completedFuture(new PoolReply.Lost("the pool is away"));
    }
    RpcId id = RpcId.of(lastId.incrementAndGet());
    CompletableFuture<PoolReply> reply = pending.expect(id, clock.instant());
    String algo = in.get().extensions().contains("algo") ? job.algo() : "";
    Submit submit =
        new Submit(
            id,
            in.get().session(),
            job.jobId(),
            HexFormat.of().toHexDigits(Integer.reverseBytes(nonce)),
            HexFormat.of().formatHex(result),
            algo);
    try {
      if (!reply.isDone()) {
        connection.send(submit);
      }
    } catch (IOException e) {
      pending.settle(id, new PoolReply.Lost("the pool went away"));
    }
    return reply;
  }

  private void tick() throws IOException {
    Instant now = clock.instant();
    Instant tooOld = now.minus(PATIENCE);
    if (login.isEmpty() && loginSentAt.isBefore(tooOld)) {
      throw new PoolException("the pool did not answer the login");
    }
    if (pending.hasOlderThan(tooOld)) {
      throw new IOException("the pool did not answer a share");
    }
    if (login.isPresent() && connection.lastSent().plus(KEEP_ALIVE).isBefore(now)) {
      RpcId id = RpcId.of(lastId.incrementAndGet());
      connection.send(new KeepAlive(id, login.get().session()));
    }
  }

  private void take(byte[] line) throws IOException {
    try {
      take(StratumCodec.decodeServer(line));
    } catch (ProtocolException e) {
      LOG.log(
          Level.WARNING,
          "COOP-2005 the pool sent what is no message: {0}",
          LogText.of(e.getMessage()));
      if (++badLines > MAX_BAD_LINES) {
        throw new PoolException("the pool does not keep to the protocol");
      }
    }
  }

  private void take(ServerMessage message) throws IOException {
    if (message instanceof JobMessage job) {
      take(job.job());
    } else if (message instanceof LoginResult result) {
      login = Optional.of(result);
      LOG.log(
          Level.INFO,
          "COOP-2001 pool login accepted extensions={0}",
          LogText.of(result.extensions()));
      take(result.job());
    } else if (message instanceof ErrorReply error) {
      take(error);
    } else if (message instanceof Ok ok) {
      pending.settle(ok.id(), new PoolReply.Accepted());
    }
  }

  private void take(ErrorReply error) throws IOException {
    pending.settle(error.id(), new PoolReply.Refused(error.message()));
    if (login.isEmpty()) {
      throw new PoolException("the pool refused the login: " + error.message());
    }
    if (Stream.of("Unauthenticated", "your IP is banned", "IP Address currently banned")
        .anyMatch(error.message()::startsWith)) {
      throw new PoolException("the pool no longer wants us: " + error.message());
    }
  }

  private void take(StratumJob job) {
    if (!Login.ALGORITHMS.contains(job.algo())) {
      LOG.log(
          Level.ERROR,
          "COOP-2006 the pool gave a job of another algorithm: {0}",
          LogText.of(job.algo()));
      return;
    }
    jobs.accept(
        new PoolJob(
            new PoolJob.Origin(number, job.jobId(), job.algo()),
            new NonceBlob(job.blobBytes(), job.nonceOffset()),
            new RandomXKey(job.seedHashBytes()),
            job.target(),
            job.height()));
  }
}
