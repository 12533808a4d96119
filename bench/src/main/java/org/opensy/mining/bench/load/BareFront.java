package org.opensy.mining.bench.load;

import jakarta.resource.ResourceException;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.opensy.mining.pool.ban.Ban;
import org.opensy.mining.pool.ban.Bans;
import org.opensy.mining.pool.cluster.DifficultyMemory;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.job.ExtranonceSequence;
import org.opensy.mining.pool.job.JobTemplate;
import org.opensy.mining.pool.ledger.ShareLedger;
import org.opensy.mining.pool.metrics.RegisteredMetrics;
import org.opensy.mining.pool.share.ProofOfWork;
import org.opensy.mining.pool.share.ShareEntry;
import org.opensy.mining.pool.stratum.StratumFront;
import org.opensy.mining.pool.work.CurrentWork;
import org.opensy.mining.stratum.api.Offence;

/**
 * The pool's own front and connector without a container. In place of the rest stand a ledger that
 * has room for everything, bans that hit nobody and the proof of work that it is given.
 * Thread-safe.
 */
final class BareFront implements AutoCloseable {
  private final CurrentWork work;
  private final BareConnector connector;

  private BareFront(CurrentWork work, BareConnector connector) {
    this.work = work;
    this.connector = connector;
  }

  /**
   * Lets miners in.
   *
   * @param config says where
   * @param first what they mine
   */
  static BareFront open(PoolConfig config, ProofOfWork hash, JobTemplate first)
      throws ResourceException {
    InstantSource clock = InstantSource.system();
    CurrentWork work = new CurrentWork();
    work.set(first);
    ExtranonceSequence all = new ExtranonceSequence(1);
    StratumFront front =
        StratumFront.of(
            config,
            new StratumFront.Backend(
                work,
                hash,
                new RoomyLedger(clock),
                block -> {},
                new NoBans(),
                new NoMemory(),
                () -> all),
            new RegisteredMetrics(),
            clock);
    BareConnector connector = new BareConnector(front.listener());
    connector.open(config.stratum().listen(), front.admission(), front.jobs());
    return new BareFront(work, connector);
  }

  /**
   * Has everybody mine something else from now on.
   *
   * @return how many miners are told
   */
  int mine(JobTemplate next) {
    work.set(next);
    return connector.broadcast();
  }

  @Override
  public void close() {
    connector.close();
  }

  /** Bans nobody. */
  private static final class NoBans implements Bans {
    @Override
    public Optional<Ban> banOf(InetAddress address) {
      return Optional.empty();
    }

    @Override
    public void offence(InetAddress address, Offence offence) {}

    @Override
    public void credit(InetAddress address, double points) {}
  }

  /** Remembers no difficulty. */
  private static final class NoMemory implements DifficultyMemory {
    @Override
    public Optional<Long> recall(String key) {
      return Optional.empty();
    }

    @Override
    public void remember(String key, long difficulty) {}
  }

  /** Takes every share and forgets it. */
  private record RoomyLedger(InstantSource clock) implements ShareLedger {
    @Override
    public CompletionStage<Boolean> record(Function<Instant, ShareEntry> share, Executor answers) {
      return recordBlock(share, entry -> {}, answers);
    }

    @Override
    public CompletionStage<Boolean> recordBlock(
        Function<Instant, ShareEntry> share, Consumer<ShareEntry> block, Executor answers) {
      block.accept(share.apply(clock.instant()));
      return CompletableFuture.completedStage(true);
    }
  }
}
