package org.opensy.mining.stratum.adapter;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.opensy.mining.stratum.api.AdmissionControl;
import org.opensy.mining.stratum.api.JobSource;
import org.opensy.mining.stratum.api.LoginOutcome;
import org.opensy.mining.stratum.api.MinerJob;
import org.opensy.mining.stratum.api.MinerSession;
import org.opensy.mining.stratum.api.Offence;
import org.opensy.mining.stratum.api.StratumListener;
import org.opensy.mining.stratum.api.SubmitOutcome;
import org.opensy.mining.stratum.protocol.BitcoinDifficulty;
import org.opensy.mining.stratum.protocol.BitcoinJob;
import org.opensy.mining.stratum.protocol.Difficulty;
import org.opensy.mining.stratum.protocol.Login;
import org.opensy.mining.stratum.protocol.StratumError;
import org.opensy.mining.stratum.protocol.StratumJob;
import org.opensy.mining.stratum.protocol.Submission;
import org.opensy.mining.stratum.protocol.Target;

/**
 * A pool that does what logins and nonces ask for: login {@code bad} is refused and {@code boom}
 * throws; nonce {@code low} is refused, {@code boom} throws, {@code out} expels, {@code harder}
 * changes the difficulty and {@code wait} blocks until {@link #gate} is opened, as does login
 * {@code wait}; nonce {@code later} is answered when {@link #later} is completed. A result of ones
 * claims to be a block. Thread-safe.
 */
final class FakePool implements StratumListener, JobSource, AdmissionControl {
  static final String BLOCK = "11".repeat(32);

  final Semaphore gate = new Semaphore(0);
  final AtomicInteger waiting = new AtomicInteger();
  final List<MinerSession> subscribed = new CopyOnWriteArrayList<>();
  final List<MinerSession> entered = new CopyOnWriteArrayList<>();
  final List<MinerSession> closed = new CopyOnWriteArrayList<>();
  final List<String> served = new CopyOnWriteArrayList<>();
  final List<Difficulty> suggested = new CopyOnWriteArrayList<>();
  final List<Offence> offences = new CopyOnWriteArrayList<>();
  final CompletableFuture<SubmitOutcome> later = new CompletableFuture<>();
  final AtomicInteger jobs = new AtomicInteger();
  final AtomicInteger jobsWritten = new AtomicInteger();
  final List<Long> answerNanos = new CopyOnWriteArrayList<>();
  final List<Long> jobNanos = new CopyOnWriteArrayList<>();
  final Map<InetAddress, String> banned = new ConcurrentHashMap<>();
  final AtomicReference<Executor> loop = new AtomicReference<>();
  volatile Function<MinerSession, Optional<MinerJob>> source = session -> nextJob();

  private Optional<MinerJob> nextJob() {
    return Optional.of(new MinerJob.Header(job("job-" + jobs.incrementAndGet())));
  }

  static StratumJob job(String id) {
    Target target = Target.fromStratumHex("e5d022dbf97e4100");
    return new StratumJob(id, "0a".repeat(80), target, "rx/0", 64, "c5".repeat(32), 76);
  }

  /** A job of the Bitcoin dialect at a difficulty. */
  static MinerJob coinbase(String id, double difficulty, String seedByte) {
    BitcoinJob job =
        new BitcoinJob(
            id,
            "0b".repeat(32),
            "01",
            "02",
            List.of("0c".repeat(32)),
            "20000000",
            "1e0fffff",
            "65000000",
            true);
    return new MinerJob.Coinbase(job, new BitcoinDifficulty(difficulty), seedByte.repeat(32));
  }

  @Override
  public String subscribe(MinerSession session) {
    subscribed.add(session);
    return "0000000100000002";
  }

  @Override
  public Optional<MinerJob> jobFor(MinerSession session) {
    return source.apply(session);
  }

  @Override
  public void suggest(MinerSession session, Difficulty wish) {
    suggested.add(wish);
  }

  @Override
  public Optional<MinerJob> jobAgain(MinerSession session) {
    return source.apply(session);
  }

  @Override
  public Optional<String> refusal(InetAddress address) {
    return Optional.ofNullable(banned.get(address));
  }

  @Override
  public void offence(InetAddress address, Offence offence) {
    offences.add(offence);
  }

  @Override
  public void shareAnswered(long nanos) {
    answerNanos.add(nanos);
  }

  @Override
  public void jobsWritten(int miners, long nanos) {
    jobsWritten.addAndGet(miners);
    jobNanos.add(nanos);
  }

  @Override
  public boolean claimsBlock(Submission share) {
    return share.claim().equals(Optional.of(BLOCK));
  }

  @Override
  public LoginOutcome login(MinerSession session, Login login) {
    served.add(login.login());
    entered.add(session);
    return switch (login.login()) {
      case "bad" -> LoginOutcome.refused(StratumError.INVALID_LOGIN);
      case "boom" -> throw new IllegalStateException("boom");
      case "wait" -> {
        waitForGate();
        yield LoginOutcome.accepted();
      }
      default -> LoginOutcome.accepted();
    };
  }

  @Override
  public CompletionStage<SubmitOutcome> submit(
      MinerSession session, Submission share, Executor ofSession) {
    loop.set(ofSession);
    if (share.claim().isEmpty()) {
      served.add(share.extranonce2());
    } else {
      served.add(claimsBlock(share) ? "block" : share.nonce());
    }
    return switch (share.nonce()) {
      case "later" -> later;
      case "low" -> answer(SubmitOutcome.refused(StratumError.LOW_DIFFICULTY));
      case "out" -> answer(new SubmitOutcome.Expelled(26, "Wrong result, too often"));
      case "harder" -> answer(new SubmitOutcome.Accepted(true));
      case "boom" -> throw new IllegalStateException("boom");
      case "broken" -> throw new LinkageError("broken");
      case "wait" -> {
        waitForGate();
        yield answer(SubmitOutcome.accepted());
      }
      default -> answer(SubmitOutcome.accepted());
    };
  }

  private static CompletionStage<SubmitOutcome> answer(SubmitOutcome outcome) {
    return CompletableFuture.completedStage(outcome);
  }

  @Override
  public void closed(MinerSession session) {
    closed.add(session);
  }

  private void waitForGate() {
    waiting.incrementAndGet();
    gate.acquireUninterruptibly();
    waiting.decrementAndGet();
  }
}
