package org.opensy.mining.coopmine.coordinator.pool;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.opensy.mining.coopmine.coordinator.job.PoolJob;
import org.opensy.mining.stratum.protocol.LogText;

/**
 * Keeps one session with the pool up: reconnects with growing pauses after a lost connection, and
 * slowly after a refused login.
 *
 * <p>{@link #run} wants a thread of its own until {@link #close}. Thread-safe.
 */
public final class PoolLink implements Runnable, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(PoolLink.class.getName());

  private final PoolAccount account;
  private final String agent;
  private final InstantSource clock;
  private final Consumer<Optional<PoolJob>> jobs;
  private final Pauses pauses;
  private Duration afterLoss;
  private final AtomicLong connections = new AtomicLong();
  private volatile Optional<PoolConnection> connection = Optional.empty();
  private volatile Optional<PoolSession> session = Optional.empty();
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * Pauses between attempts.
   *
   * @param first after the first loss; doubled after each further one
   * @param longest what it grows to
   * @param refused after a refused login
   */
  public record Pauses(Duration first, Duration longest, Duration refused) {
    /** One second to one minute; a minute after a refused login. */
    public static final Pauses USUAL =
        new Pauses(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(1));

    private Duration after(Duration pause) {
      Duration doubled = pause.multipliedBy(2);
      return doubled.compareTo(longest) > 0 ? longest : doubled;
    }
  }

  /**
   * A link that is not up yet.
   *
   * @param jobs gets each job in the order in which they come, and an empty one when the pool goes
   *     away
   */
  public PoolLink(
      PoolAccount account,
      String agent,
      Pauses pauses,
      InstantSource clock,
      Consumer<Optional<PoolJob>> jobs) {
    this.account = account;
    this.agent = agent;
    this.clock = clock;
    this.jobs = jobs;
    this.pauses = pauses;
    this.afterLoss = pauses.first();
  }

  @Override
  public void run() {
    try {
      while (!isClosed()) {
        pause(attempt());
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** How often the pool was connected to after the first time. */
  public long reconnects() {
    return Math.max(0, connections.get() - 1);
  }

  /** Whether the pool has let us in and has not gone since. */
  public boolean isUp() {
    return session.filter(PoolSession::isLoggedIn).isPresent();
  }

  /** Hands in a share. */
  public CompletableFuture<PoolReply> submit(PoolJob job, int nonce, byte[] result) {
    return session
        .map(open -> open.submit(job.origin(), nonce, result))
        .orElseGet(() -> CompletableFuture.completedFuture(new PoolReply.Lost("the pool is away")));
  }

  /** Ends in a pause, whatever happens: without this thread the cluster would stand still. */
  private Duration attempt() {
    try {
      return connect();
    } catch (RuntimeException unexpected) {
      Duration pause = growingPause();
      LOG.log(
          Level.ERROR,
          "COOP-2004 the session failed; next attempt in " + pause.toSeconds() + " s",
          unexpected);
      return pause;
    }
  }

  private Duration connect() {
    try (PoolConnection open = PoolConnection.open(account.address(), clock)) {
      connection = Optional.of(open);
      if (isClosed()) {
        return Duration.ZERO;
      }
      PoolSession dialogue =
          new PoolSession(connections.incrementAndGet(), open, clock, this::take);
      session = Optional.of(dialogue);
      dialogue.run(account, agent);
      return Duration.ZERO;
    } catch (PoolException refused) {
      report("COOP-2003", refused, pauses.refused());
      return pauses.refused();
    } catch (IOException lost) {
      Duration pause = growingPause();
      report("COOP-2002", lost, pause);
      return pause;
    } finally {
      connection = Optional.empty();
      session = Optional.empty();
      jobs.accept(Optional.empty());
    }
  }

  private void take(PoolJob job) {
    jobs.accept(Optional.of(job));
    // Not before: a job that cannot be taken must not be asked for every second.
    afterLoss = pauses.first();
  }

  private Duration growingPause() {
    Duration pause = afterLoss;
    afterLoss = pauses.after(pause);
    return pause;
  }

  private void report(String code, IOException cause, Duration pause) {
    if (!isClosed()) {
      String text = cause.getMessage() == null ? cause.toString() : cause.getMessage();
      LOG.log(
          Level.WARNING,
          "{0} pool {1}: {2}; next attempt in {3} s",
          code,
          account.address(),
          LogText.of(text),
          pause.toSeconds());
    }
  }

  private void pause(Duration time) throws InterruptedException {
    if (closed.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
      LOG.log(Level.DEBUG, "closed while waiting for the next attempt");
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** Ends the session and {@link #run}. Does not wait for it. */
  @Override
  public void close() {
    closed.countDown();
    connection.ifPresent(PoolLink::closeSocket);
  }

  private static void closeSocket(PoolConnection open) {
    try {
      open.close();
    } catch (IOException alreadyGone) {
      LOG.log(Level.DEBUG, "closing the pool's socket", alreadyGone);
    }
  }
}
