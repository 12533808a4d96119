package org.opensy.mining.pool.stratum;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.ban.Ban;
import org.opensy.mining.pool.chain.ChainVectors;
import org.opensy.mining.pool.config.MapConfig;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.history.RejectedShares;
import org.opensy.mining.pool.job.JobTemplate;
import org.opensy.mining.pool.job.VectorJobs;
import org.opensy.mining.pool.ledger.BlockFind;
import org.opensy.mining.pool.live.ShareSamples;
import org.opensy.mining.pool.metrics.CountedMetrics;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.share.ShareEntry;
import org.opensy.mining.pool.share.ShareJudge;
import org.opensy.mining.pool.share.ShareOutcome;
import org.opensy.mining.pool.work.CurrentWork;
import org.opensy.mining.stratum.api.MinerJob;
import org.opensy.mining.stratum.api.MinerSession;
import org.opensy.mining.stratum.api.Offence;
import org.opensy.mining.stratum.api.SubmitOutcome;
import org.opensy.mining.stratum.api.Subnet;
import org.opensy.mining.stratum.protocol.Difficulty;
import org.opensy.mining.stratum.protocol.StratumError;
import org.opensy.mining.stratum.protocol.Submission;

class SubmitHandlerTest {
  private static final SubmitOutcome OK = SubmitOutcome.accepted();
  private static final SubmitOutcome BUSY = SubmitOutcome.refused(StratumError.SERVER_BUSY);

  /** Meets the share's target, which every hash meets, and not the network's. */
  private static final byte[] SHARE = hash(0xff);

  private static final byte[] BLOCK = hash(0);

  private final MinerSession session = Fakes.session(1);
  private final ActiveMiners miners = new ActiveMiners();
  private final CurrentWork work = Fakes.work();
  private final Intake intake = new Intake();
  private final Fakes.OpenGuard bans = new Fakes.OpenGuard();
  private final PoolAdmission admission =
      new PoolAdmission(PoolConfig.read(MapConfig.usable()), work, bans);
  private final CountedMetrics metrics = new CountedMetrics();
  private final RejectedShares rejected = new RejectedShares(InstantSource.fixed(Instant.EPOCH));
  private final ShareCounters counters =
      new ShareCounters(metrics, rejected, new ShareSamples(InstantSource.system()));
  private int hashes;
  private String jobId;

  /** Remembers what the ledger and the blocks' way to the nodes get. */
  private static final class Intake {
    private final Fakes.Ledger ledger = new Fakes.Ledger(event -> {});
    private final List<ShareEntry> shares = ledger.offered;
    private final List<BlockFind> blocks = new ArrayList<>();

    ShareIntake over(PoolConfig config, ShareCounters counters) {
      return new ShareIntake(config, ledger, blocks::add, counters);
    }

    void setFull(boolean full) {
      ledger.room = full ? 0 : Integer.MAX_VALUE;
    }
  }

  private static byte[] hash(int highByte) {
    byte[] hash = new byte[32];
    hash[31] = (byte) highByte;
    return hash;
  }

  @BeforeEach
  void logIn() {
    intake.setFull(false);
    ActiveMiner miner = Fakes.miner(RewardScheme.PPLNS);
    jobId = ((MinerJob.Header) miner.nextJob(work, Instant.EPOCH).orElseThrow()).job().jobId();
    miners.enter(session, miner);
  }

  @Test
  void aShareIsKeptOnceAndThenADuplicate() {
    SubmitHandler handler = handler(SHARE);
    assertThat(submit(handler, session, jobId, "00000001", SHARE)).isEqualTo(OK);
    assertThat(submit(handler, session, jobId, "00000001", SHARE))
        .isEqualTo(SubmitOutcome.refused(StratumError.DUPLICATE_SHARE));
    assertThat(intake.shares).hasSize(1);
    assertThat(intake.blocks).isEmpty();
  }

  @Test
  void whatFollowsFromAShareHappensOnTheEventLoopOfItsSession() {
    Queue<Runnable> loop = new ArrayDeque<>();
    CompletionStage<SubmitOutcome> answer =
        handler(SHARE)
            .submit(
                session,
                Submission.claiming(jobId, "00000001", HexFormat.of().formatHex(SHARE)),
                loop::add);
    assertThat(intake.shares).hasSize(1);
    assertThat(bans.credit).isZero();
    assertThat(answer.toCompletableFuture()).isNotDone();
    loop.remove().run();
    assertThat(bans.credit).isPositive();
    assertThat(answer).isCompletedWithValue(OK);
    assertThat(loop).isEmpty();
  }

  @Test
  void theCreditOfAShareIsItsWorkAgainstThatOfABlockAtMost() {
    submit(handler(SHARE), session, jobId, "00000001", SHARE);
    assertThat(Fakes.template().networkDifficulty()).isEqualTo(2);
    assertThat(bans.credit).as("one hash of two").isEqualTo(0.5);
  }

  @Test
  void aShareAsHardAsTheFirstOnesOfAPortMakesUpForAWorthlessOne() {
    PoolAdmission strict =
        new PoolAdmission(
            PoolConfig.read(MapConfig.usable().with("pool.stratum.difficulty", "1")), work, bans);
    ShareOutcome outcome =
        new ShareJudge(new Fakes.Hasher(SHARE), parent -> false)
            .judge(
                miners.of(session).orElseThrow().jobs(),
                Submission.claiming(jobId, "00000001", HexFormat.of().formatHex(SHARE)),
                Fakes.template().previousBlockHash());
    strict.credit(session, ((ShareOutcome.Accepted) outcome).share());
    assertThat(bans.credit).as("as hard as the first shares at this port").isEqualTo(1);
  }

  @Test
  void ofAJobThatAHarderOneReplacedTwentySharesCountAndBlocks() {
    SubmitHandler handler = handler(SHARE);
    ActiveMiner miner = miners.of(session).orElseThrow();
    miner.suggest(Difficulty.of(2));
    String harder =
        ((MinerJob.Header) miner.nextJob(work, Instant.EPOCH).orElseThrow()).job().jobId();
    for (int i = 0; i < 20; i++) {
      assertThat(submit(handler, session, jobId, "000000%02x".formatted(i), SHARE)).isEqualTo(OK);
    }
    assertThat(submit(handler, session, jobId, "00000014", SHARE))
        .isEqualTo(
            new SubmitOutcome.Refused(
                StratumError.LOW_DIFFICULTY.code(),
                "Low difficulty share: a harder job took this one's place"));
    assertThat(hashes).isEqualTo(20);
    assertThat(submit(handler(BLOCK), session, jobId, "00000015", BLOCK)).isEqualTo(OK);
    assertThat(submit(handler(BLOCK), session, harder, "00000016", BLOCK)).isEqualTo(OK);
    assertThat(intake.blocks).hasSize(2);
  }

  @Test
  void aShareThatFoundNoRoomMayComeAgain() {
    SubmitHandler handler = handler(SHARE);
    intake.setFull(true);
    assertThat(submit(handler, session, jobId, "00000001", SHARE)).isEqualTo(BUSY);
    intake.setFull(false);
    assertThat(submit(handler, session, jobId, "00000001", SHARE)).isEqualTo(OK);
    assertThat(intake.shares).hasSize(1);
  }

  @Test
  void aBlockGoesOutEvenIfItsShareFindsNoRoomButOnlyOnce() {
    SubmitHandler handler = handler(BLOCK);
    intake.setFull(true);
    assertThat(submit(handler, session, jobId, "00000001", BLOCK)).isEqualTo(BUSY);
    assertThat(submit(handler, session, jobId, "00000001", BLOCK))
        .isEqualTo(SubmitOutcome.refused(StratumError.DUPLICATE_SHARE));
    assertThat(intake.blocks).hasSize(1);
  }

  @Test
  void whoIsNotLoggedInIsToldSo() {
    assertThat(submit(handler(SHARE), Fakes.session(2), jobId, "00000001", SHARE))
        .isEqualTo(SubmitOutcome.refused(StratumError.UNAUTHENTICATED));
  }

  @Test
  void eachReasonHasItsOwnError() {
    SubmitHandler handler = handler(SHARE);
    assertThat(submit(handler, session, jobId, "xyz", SHARE))
        .isEqualTo(SubmitOutcome.refused(StratumError.MALFORMED_SHARE));
    assertThat(submit(handler, session, "nothing", "00000001", SHARE))
        .isEqualTo(SubmitOutcome.refused(StratumError.UNKNOWN_JOB));
    assertThat(submit(handler, session, jobId, "00000001", hash(0xfe)))
        .isEqualTo(
            new SubmitOutcome.Refused(
                StratumError.WRONG_RESULT.code(),
                "Wrong result: this nonce has another hash, check the machine if this goes on"));
    assertThat(intake.shares).isEmpty();
  }

  @Test
  void aMachineThatIsSometimesWrongIsToldAndKept() {
    SubmitHandler handler = handler(SHARE);
    for (int i = 0; i < 100; i++) {
      assertThat(submit(handler, session, jobId, "0000%04x".formatted(2 * i), hash(0xfe)))
          .isInstanceOf(SubmitOutcome.Refused.class);
      assertThat(submit(handler, session, jobId, "0000%04x".formatted(2 * i + 1), SHARE))
          .isEqualTo(OK);
    }
  }

  @Test
  void aMinerThatIsAlwaysWrongIsExpelled() {
    SubmitHandler handler = handler(SHARE);
    for (int i = 1; i < 3; i++) {
      assertThat(submit(handler, session, jobId, "0000000" + i, hash(0xfe)))
          .isInstanceOf(SubmitOutcome.Refused.class);
    }
    assertThat(submit(handler, session, jobId, "00000003", hash(0xfe)))
        .isInstanceOf(SubmitOutcome.Expelled.class);
    assertThat(bans.offences)
        .containsExactly(
            Offence.WRONG_RESULT,
            Offence.WRONG_RESULT,
            Offence.WRONG_RESULT,
            Offence.WORTHLESS_SESSION);
  }

  @Test
  void nothingMoreIsHashedForAMinerThatIsExpelled() {
    SubmitHandler handler = handler(SHARE);
    for (int i = 1; i <= 3; i++) {
      submit(handler, session, jobId, "0000000" + i, hash(0xfe));
    }
    int spent = hashes;
    assertThat(submit(handler, session, jobId, "00000004", hash(0xfe)))
        .isInstanceOf(SubmitOutcome.Expelled.class);
    assertThat(submit(handler, session, jobId, "00000005", SHARE))
        .isInstanceOf(SubmitOutcome.Expelled.class);
    assertThat(hashes).isEqualTo(spent);
    assertThat(bans.offences).hasSize(4);
  }

  @Test
  void aBlockOfAMinerThatIsExpelledGoesOutAllTheSame() {
    SubmitHandler wrong = handler(SHARE);
    for (int i = 1; i <= 3; i++) {
      submit(wrong, session, jobId, "0000000" + i, hash(0xfe));
    }
    assertThat(submit(handler(BLOCK), session, jobId, "00000005", BLOCK))
        .isInstanceOf(SubmitOutcome.Expelled.class);
    assertThat(intake.blocks).hasSize(1);
    assertThat(intake.shares).hasSize(1);
  }

  @Test
  void aBlockFromAnAddressThatIsBannedGoesOutAllTheSame() {
    ban();
    assertThat(submit(handler(BLOCK), session, jobId, "00000001", BLOCK))
        .isInstanceOf(SubmitOutcome.Expelled.class);
    assertThat(intake.blocks).hasSize(1);
  }

  @Test
  void twoThousandFalseClaimsOfThoseWhoAreBannedCostTenHashes() {
    ban();
    SubmitHandler handler = handler(SHARE);
    for (int i = 0; i < 2000; i++) {
      MinerSession one = Fakes.session(i % 20);
      ActiveMiner miner = Fakes.miner(RewardScheme.PPLNS);
      String job =
          ((MinerJob.Header) miner.nextJob(work, Instant.EPOCH).orElseThrow()).job().jobId();
      miners.enter(one, miner);
      assertThat(submit(handler, one, job, "%08x".formatted(i), BLOCK))
          .isInstanceOf(SubmitOutcome.Expelled.class);
    }
    assertThat(hashes).isEqualTo(10);
    assertThat(intake.blocks).isEmpty();
  }

  @Test
  void aStaleShareThatIsABlockGoesOutAndPpsPaysNothingForIt() {
    MinerSession other = Fakes.session(2);
    ActiveMiner miner = Fakes.miner(RewardScheme.PPS);
    String old = ((MinerJob.Header) miner.nextJob(work, Instant.EPOCH).orElseThrow()).job().jobId();
    miners.enter(other, miner);
    work.set(VectorJobs.templateOf(ChainVectors.acceptedBlock(17)));
    assertThat(submit(handler(BLOCK), other, old, "00000001", BLOCK)).isEqualTo(OK);
    assertThat(intake.blocks).hasSize(1);
    assertThat(intake.shares.get(0).price()).contains(BigInteger.ZERO);
    assertThat(submit(handler(SHARE), other, old, "00000002", SHARE))
        .isEqualTo(SubmitOutcome.refused(StratumError.STALE_SHARE));
  }

  @Test
  void theHistoryHearsWhoseSharesWereRefusedAndWhy() {
    MinerSession other = Fakes.session(2);
    ActiveMiner miner = Fakes.miner(RewardScheme.PPS);
    String old = ((MinerJob.Header) miner.nextJob(work, Instant.EPOCH).orElseThrow()).job().jobId();
    miners.enter(other, miner);
    submit(handler(SHARE), other, old, "0000000x", SHARE);
    submit(handler(SHARE), other, old, "00000001", SHARE);
    work.set(VectorJobs.templateOf(ChainVectors.acceptedBlock(17)));
    submit(handler(SHARE), other, old, "00000002", SHARE);
    submit(handler(SHARE), other, old, "00000003", SHARE);
    assertThat(rejected.take())
        .isEqualTo(
            Map.of(
                new RejectedShares.Key(
                    miner.contributor().address(), miner.contributor().worker(), Instant.EPOCH),
                new RejectedShares.Count(2, 1)));
  }

  @Test
  void aStaleBlockBesideOneOfOursOnTheChainIsAStaleShare() {
    JobTemplate tip = work.get().orElseThrow();
    work.set(VectorJobs.templateOf(ChainVectors.acceptedBlock(17)));
    work.solved(tip.previousBlockHash());
    assertThat(submit(handler(BLOCK), session, jobId, "00000001", BLOCK))
        .isEqualTo(SubmitOutcome.refused(StratumError.STALE_SHARE));
    assertThat(hashes).isZero();
    assertThat(intake.blocks).isEmpty();
  }

  @Test
  void afterTheWorkWasWithdrawnNoShareCountsButABlockGoesOut() {
    work.withdraw();
    assertThat(submit(handler(SHARE), session, jobId, "00000001", SHARE))
        .isEqualTo(SubmitOutcome.refused(StratumError.STALE_SHARE));
    assertThat(intake.shares).isEmpty();
    submit(handler(BLOCK), session, jobId, "00000002", BLOCK);
    assertThat(intake.blocks).hasSize(1);
  }

  @Test
  void aBlockWithAnotherByteThanNiceHashMayUseIsABlock() {
    MinerSession other = Fakes.session(2);
    ActiveMiner miner = Fakes.niceHashMiner();
    String job = ((MinerJob.Header) miner.nextJob(work, Instant.EPOCH).orElseThrow()).job().jobId();
    miners.enter(other, miner);
    assertThat(
            ((SubmitOutcome.Refused) submit(handler(SHARE), other, job, "00000001", SHARE)).code())
        .isEqualTo(StratumError.MALFORMED_SHARE.code());
    assertThat(submit(handler(BLOCK), other, job, "00000001", BLOCK)).isEqualTo(OK);
    assertThat(intake.blocks).hasSize(1);
  }

  private void ban() {
    Subnet banned = Subnet.of(session.remoteAddress().getAddress());
    bans.ban =
        Optional.of(new Ban(banned, "wrong results", Ban.AUTOMATIC, Instant.EPOCH, Instant.EPOCH));
  }

  @Test
  void nothingIsHashedForAnAddressThatIsBanned() {
    SubmitHandler handler = handler(SHARE);
    ban();
    assertThat(submit(handler, session, jobId, "00000001", SHARE))
        .isEqualTo(
            new SubmitOutcome.Expelled(
                StratumError.BANNED.code(),
                "IP Address currently banned: until 1970-01-01T00:00:00Z, wrong results"));
    assertThat(hashes).isZero();
    assertThat(intake.shares).isEmpty();
  }

  @Test
  void aMinerWithItsNonceAtByte39IsToldSoOnce() {
    SubmitHandler handler = handler(SubmitHandlerTest::hashByNonceAt39, false);
    assertThat(message(submit(handler, session, jobId, "00000001", hash(0x81))))
        .isEqualTo(
            "Wrong nonce position: this miner writes the nonce at byte 39, OpenSY has it at byte"
                + " 76, see \"Which miners can mine OpenSY\" in docs/miners.md");
    assertThat(message(submit(handler, session, jobId, "00000002", hash(0x82))))
        .startsWith("Wrong nonce position");
    assertThat(metrics.count("miners_cryptonote_nonce")).isEqualTo(1);
    assertThat(hashes).isEqualTo(3);
    assertThat(intake.shares).isEmpty();
  }

  @Test
  void aMinerThatIsWrongInAnotherWayIsDiagnosedOnceOnly() {
    SubmitHandler handler = handler(header -> hash(0xf0), false);
    submit(handler, session, jobId, "00000001", hash(0x81));
    submit(handler, session, jobId, "00000002", hash(0x81));
    assertThat(metrics.count("miners_cryptonote_nonce")).isZero();
    assertThat(hashes).isEqualTo(3);
  }

  @Test
  void onRegtestSuchSharesMayBeTakenAndNeverCredited() {
    SubmitHandler handler = handler(SubmitHandlerTest::hashByNonceAt39, true);
    for (int i = 1; i < 10; i++) {
      assertThat(submit(handler, session, jobId, "0000000" + i, hash(0x80 + i))).isEqualTo(OK);
    }
    assertThat(submit(handler, session, jobId, "00000001", hash(0x81)))
        .isEqualTo(SubmitOutcome.refused(StratumError.DUPLICATE_SHARE));
    assertThat(metrics.count("shares_protocol_test")).isEqualTo(9);
    assertThat(metrics.count("miners_cryptonote_nonce")).isEqualTo(1);
    assertThat(intake.shares).isEmpty();
    assertThat(intake.blocks).isEmpty();
  }

  /** Of a header with a nonce at 76 it is another one. */
  private static byte[] hashByNonceAt39(byte[] header) {
    return header[79] != 0 ? hash(0xf0) : hash(0x80 | header[42]);
  }

  private static String message(SubmitOutcome outcome) {
    return ((SubmitOutcome.Refused) outcome).message();
  }

  private SubmitHandler handler(byte[] hash) {
    return handler(header -> hash, false);
  }

  private SubmitHandler handler(UnaryOperator<byte[]> hash, boolean acceptCryptonote) {
    PoolConfig config =
        PoolConfig.read(
            MapConfig.usable()
                .with("pool.stratum.accept-cryptonote-nonce", String.valueOf(acceptCryptonote)));
    Fakes.Hasher hasher =
        new Fakes.Hasher(
            header -> {
              hashes++;
              return hash.apply(header);
            });
    InvalidShares invalid = new InvalidShares(config, hasher, counters, admission);
    return new SubmitHandler(
        miners,
        work,
        hasher,
        intake.over(config, counters),
        counters,
        invalid,
        new MinimumPayoutRequests(config, InstantSource.fixed(Instant.EPOCH)),
        new StartDifficulties(config, new Fakes.Memory()),
        admission,
        InstantSource.fixed(Instant.EPOCH));
  }

  private static SubmitOutcome submit(
      SubmitHandler handler, MinerSession session, String jobId, String nonce, byte[] result) {
    String claimed = HexFormat.of().formatHex(result);
    return handler
        .submit(session, Submission.claiming(jobId, nonce, claimed), Runnable::run)
        .toCompletableFuture()
        .join();
  }
}
