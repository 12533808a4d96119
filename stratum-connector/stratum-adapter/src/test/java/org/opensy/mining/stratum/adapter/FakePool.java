package org.opensy.mining.stratum.adapter;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.opensy.mining.stratum.api.LoginOutcome;
import org.opensy.mining.stratum.api.MinerSession;
import org.opensy.mining.stratum.api.StratumListener;
import org.opensy.mining.stratum.api.SubmitOutcome;
import org.opensy.mining.stratum.protocol.Login;
import org.opensy.mining.stratum.protocol.StratumError;
import org.opensy.mining.stratum.protocol.StratumJob;
import org.opensy.mining.stratum.protocol.Submit;
import org.opensy.mining.stratum.protocol.Target;

/**
 * A listener that does what logins and nonces ask for: login {@code bad} is refused and {@code
 * boom} throws; nonce {@code low} is refused, {@code boom} throws and {@code wait} blocks until
 * {@link #gate} is opened, as does login {@code wait}; nonce {@code later} is answered when {@link
 * #later} is completed. Thread-safe.
 */
final class FakePool implements StratumListener {
  final Semaphore gate = new Semaphore(0);
  final AtomicInteger waiting = new AtomicInteger();
  final List<MinerSession> entered = new CopyOnWriteArrayList<>();
  final List<MinerSession> closed = new CopyOnWriteArrayList<>();
  final CompletableFuture<SubmitOutcome> later = new CompletableFuture<>();
  final AtomicInteger jobs = new AtomicInteger();

  StratumJob nextJob() {
    return job("job-" + jobs.incrementAndGet());
  }

  static StratumJob job(String id) {
    Target target = Target.fromStratumHex("e5d022dbf97e4100");
    return new StratumJob(id, "0a".repeat(80), target, "rx/0", 64, "c5".repeat(32), 76);
  }

  @Override
  public LoginOutcome login(MinerSession session, Login login) {
    entered.add(session);
    return switch (login.login()) {
      case "bad" -> LoginOutcome.refused(StratumError.INVALID_LOGIN);
      case "boom" -> throw new IllegalStateException("boom");
      case "wait" -> {
        StratumJob old = nextJob();
        waitForGate();
        yield LoginOutcome.accepted(old);
      }
      default -> LoginOutcome.accepted(nextJob());
    };
  }

  @Override
  public CompletionStage<SubmitOutcome> submit(MinerSession session, Submit submit) {
    return switch (submit.nonce()) {
      case "later" -> later;
      case "low" ->
          CompletableFuture.completedStage(SubmitOutcome.refused(StratumError.LOW_DIFFICULTY));
      case "boom" -> throw new IllegalStateException("boom");
      case "broken" -> throw new LinkageError("broken");
      case "wait" -> {
        waitForGate();
        yield CompletableFuture.completedStage(SubmitOutcome.accepted());
      }
      default -> CompletableFuture.completedStage(SubmitOutcome.accepted());
    };
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
