package org.opensy.mining.pool.stratum;

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
import org.opensy.mining.bench.load.BareConnector;
import org.opensy.mining.pool.ban.Ban;
import org.opensy.mining.pool.cluster.DifficultyMemory;
import org.opensy.mining.pool.cluster.InstanceNumber;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.guard.Guard;
import org.opensy.mining.pool.job.ExtranonceSequence;
import org.opensy.mining.pool.job.JobTemplate;
import org.opensy.mining.pool.ledger.ShareLedger;
import org.opensy.mining.pool.share.ProofOfWork;
import org.opensy.mining.pool.share.RejectionReason;
import org.opensy.mining.pool.share.ShareEntry;
import org.opensy.mining.randomx.RandomXKey;
import org.opensy.mining.stratum.api.Offence;

/**
 * The pool's own front without a container: the listener, the desks behind it and their jobs. In
 * place of the rest stand a ledger that has room for everything, a guard that bans nobody and the
 * proof of work that it is given. It is in the desks' package because they are nobody else's
 * business. Thread-safe.
 */
public final class BareFront implements AutoCloseable {
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
  public static BareFront open(PoolConfig config, ProofOfWork hash, JobTemplate first)
      throws ResourceException {
    InstantSource clock = InstantSource.system();
    Miners miners = new Miners();
    CurrentWork work = new CurrentWork();
    work.set(first);
    PoolHasher hasher = new Hasher(hash);
    ShareCounters counters = new NoCounters();
    Doorkeeper doorkeeper = new Doorkeeper(work, new NoGuard());
    Extranonces extranonces = new Extranonces(new OneInstance());
    StartDifficulties starts = new StartDifficulties(config, new NoMemory());
    ShareIntake intake =
        new ShareIntake(config, new RoomyLedger(clock), new FoundBlocks(), counters);
    InvalidShares invalid = new InvalidShares(config, hasher, counters, doorkeeper);
    StratumMessageBean bean = new StratumMessageBean();
    bean.use(
        new LoginHandler(config, miners, work, extranonces, starts, doorkeeper, clock),
        new SubmitHandler(
            miners,
            work,
            hasher,
            intake,
            counters,
            invalid,
            new WantedMinimums(config),
            starts,
            doorkeeper,
            clock),
        miners,
        extranonces,
        starts);
    BareConnector connector = new BareConnector(bean);
    connector.open(
        config.stratum().listen(), doorkeeper, new SessionJobs(miners, work, extranonces, clock));
    return new BareFront(work, connector);
  }

  /**
   * Has everybody mine something else from now on.
   *
   * @return how many miners are told
   */
  public int mine(JobTemplate next) {
    work.set(next);
    return connector.broadcast();
  }

  @Override
  public void close() {
    connector.close();
  }

  /** Hashes with what it is given. */
  private static final class Hasher extends PoolHasher {
    private final ProofOfWork hash;

    Hasher(ProofOfWork hash) {
      this.hash = hash;
    }

    @Override
    public byte[] hash(RandomXKey key, byte[] header) {
      return hash.hash(key, header);
    }
  }

  /** Bans nobody. */
  private static final class NoGuard extends Guard {
    @Override
    public Optional<Ban> banOf(InetAddress address) {
      return Optional.empty();
    }

    @Override
    public void offence(InetAddress address, Offence offence) {}

    @Override
    public void credit(InetAddress address) {}
  }

  /** Has no others beside it. */
  private static final class OneInstance extends InstanceNumber {
    private final ExtranonceSequence all = new ExtranonceSequence(1);

    @Override
    public ExtranonceSequence extranonces() {
      return all;
    }
  }

  /** Remembers no difficulty. */
  private static final class NoMemory extends DifficultyMemory {
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

  /** Counts nothing: the counters are the server's. */
  private static final class NoCounters extends ShareCounters {
    @Override
    void accepted(long difficulty) {}

    @Override
    void rejected(RejectionReason reason) {}

    @Override
    void unrecorded() {}

    @Override
    void cryptonoteNonce() {}

    @Override
    void protocolTest() {}
  }
}
