package org.opensy.mining.pool.stratum;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.opensy.mining.pool.ban.Ban;
import org.opensy.mining.pool.ban.Bans;
import org.opensy.mining.pool.chain.AcceptedBlock;
import org.opensy.mining.pool.chain.ChainVectors;
import org.opensy.mining.pool.cluster.DifficultyMemory;
import org.opensy.mining.pool.job.Extranonce;
import org.opensy.mining.pool.job.ExtranonceSequence;
import org.opensy.mining.pool.job.IssuedJobs;
import org.opensy.mining.pool.job.JobTemplate;
import org.opensy.mining.pool.job.VectorJobs;
import org.opensy.mining.pool.ledger.ShareLedger;
import org.opensy.mining.pool.reward.BasisPoints;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.share.Contributor;
import org.opensy.mining.pool.share.ProofOfWork;
import org.opensy.mining.pool.share.ProvenShare;
import org.opensy.mining.pool.share.ShareEntry;
import org.opensy.mining.pool.vardiff.DifficultyRange;
import org.opensy.mining.pool.vardiff.Vardiff;
import org.opensy.mining.pool.work.CurrentWork;
import org.opensy.mining.randomx.RandomXKey;
import org.opensy.mining.stratum.api.MinerSession;
import org.opensy.mining.stratum.api.Offence;
import org.opensy.mining.stratum.protocol.Difficulty;
import org.opensy.mining.stratum.protocol.Login;
import org.opensy.mining.stratum.protocol.RpcId;

/** What the handlers need, without a container. */
final class Fakes {
  static final AcceptedBlock VECTOR = ChainVectors.acceptedBlocks().get(0);
  static final String ADDRESS = "rsyl1qwa88cugm29ssakypw5q5j9aktvxpnkjfsvn6gv";

  private Fakes() {}

  static MinerSession session(long id) {
    return session(id, 3333);
  }

  static MinerSession session(long id, int localPort) {
    return new MinerSession(
        id,
        "rpc" + id,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
        localPort,
        Instant.EPOCH);
  }

  /** Logged in, without a job. */
  static ActiveMiner miner(RewardScheme scheme) {
    return new ActiveMiner(
        new ActiveMiner.Terms(
            new Contributor(ADDRESS, "rig", scheme), "rx/0", false, MinimumWish.NONE),
        SessionDifficulty.following(anyDifficulty()),
        new IssuedJobs(new Extranonce(1, 2), new Random(1)),
        3);
  }

  /** The same with the top byte of its nonces fixed. */
  static ActiveMiner niceHashMiner() {
    return new ActiveMiner(
        new ActiveMiner.Terms(
            new Contributor(ADDRESS, "rig", RewardScheme.PPLNS), "rx/0", true, MinimumWish.NONE),
        SessionDifficulty.following(anyDifficulty()),
        new IssuedJobs(new Extranonce(1, 2), new Random(1)),
        3);
  }

  static Vardiff anyDifficulty() {
    return new Vardiff(
        new DifficultyRange(Difficulty.of(1), Difficulty.of(1_000_000)),
        Duration.ofSeconds(15),
        Difficulty.of(1),
        Instant.EPOCH);
  }

  static Login login(String name, String... algorithms) {
    return new Login(RpcId.of(1), name, "x", "test", "", List.of(algorithms));
  }

  static Login loginAt(double hashRate) {
    return new Login(RpcId.of(1), ADDRESS, "x", "test", "", List.of(), OptionalDouble.of(hashRate));
  }

  static Login loginWith(String password) {
    return new Login(RpcId.of(1), ADDRESS, password, "test", "", List.of());
  }

  static CurrentWork work() {
    CurrentWork work = new CurrentWork();
    work.set(template());
    return work;
  }

  /** Extranonces of instance 1. */
  static Extranonces extranonces() {
    ExtranonceSequence sequence = new ExtranonceSequence(1);
    return new Extranonces(() -> sequence);
  }

  static JobTemplate template() {
    return VectorJobs.templateOf(VECTOR);
  }

  /** What the ledger takes of a share of that miner, at the beginning of time. */
  static ShareEntry entry(ProvenShare share, ActiveMiner miner) {
    return ShareEntry.of(share, Instant.EPOCH, miner.contributor(), BasisPoints.ZERO);
  }

  /** Remembers at once and for good. */
  static final class Memory implements DifficultyMemory {
    final Map<String, Long> known = new HashMap<>();

    @Override
    public Optional<Long> recall(String key) {
      return Optional.ofNullable(known.get(key));
    }

    @Override
    public void remember(String key, long difficulty) {
      known.put(key, difficulty);
    }
  }

  /** Bans nobody, and remembers what it hears. */
  static final class OpenGuard implements Bans {
    final List<Offence> offences = new ArrayList<>();
    Optional<Ban> ban = Optional.empty();
    double credit;

    @Override
    public Optional<Ban> banOf(InetAddress address) {
      return ban;
    }

    @Override
    public void offence(InetAddress address, Offence offence) {
      offences.add(offence);
    }

    @Override
    public void credit(InetAddress address, double points) {
      credit += points;
    }
  }

  /** Says what it is asked for, and has room for as many shares as it is told. */
  static final class Ledger implements ShareLedger {
    final List<ShareEntry> offered = new ArrayList<>();
    private final Consumer<String> events;
    int room = 1;

    Ledger(Consumer<String> events) {
      this.events = events;
    }

    @Override
    public CompletionStage<Boolean> record(Function<Instant, ShareEntry> share, Executor answers) {
      return recordBlock(share, entry -> {}, answers);
    }

    @Override
    public CompletionStage<Boolean> recordBlock(
        Function<Instant, ShareEntry> share, Consumer<ShareEntry> block, Executor answers) {
      events.accept("accepted");
      ShareEntry entry = share.apply(Instant.EPOCH);
      CompletionStage<Boolean> kept;
      try {
        block.accept(entry);
      } finally {
        events.accept("offered");
        kept = CompletableFuture.completedStage(offered.size() < room && offered.add(entry));
      }
      return kept;
    }
  }

  /** Hashes as it is told; with one hash, every header has it. */
  static final class Hasher implements ProofOfWork {
    private final UnaryOperator<byte[]> hash;

    Hasher(byte[] hash) {
      this(header -> hash);
    }

    Hasher(UnaryOperator<byte[]> hash) {
      this.hash = hash;
    }

    @Override
    public byte[] hash(RandomXKey key, byte[] header) {
      return hash.apply(header).clone();
    }
  }
}
