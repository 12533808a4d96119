package org.opensy.mining.pool.stratum;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.ban.Ban;
import org.opensy.mining.pool.config.MapConfig;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.metrics.CountedMetrics;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.share.ProvenShare;
import org.opensy.mining.pool.share.ShareOutcome;
import org.opensy.mining.pool.work.CurrentWork;
import org.opensy.mining.stratum.api.MinerJob;
import org.opensy.mining.stratum.api.MinerSession;
import org.opensy.mining.stratum.api.Offence;
import org.opensy.mining.stratum.api.SubmitOutcome;
import org.opensy.mining.stratum.api.Subnet;
import org.opensy.mining.stratum.protocol.RpcId;
import org.opensy.mining.stratum.protocol.StratumError;
import org.opensy.mining.stratum.protocol.Submit;

class SubmitDeskTest {
  private static final SubmitOutcome OK = SubmitOutcome.accepted();
  private static final SubmitOutcome BUSY = SubmitOutcome.refused(StratumError.SERVER_BUSY);

  /** Meets the share's target, which every hash meets, and not the network's. */
  private static final byte[] SHARE = hash(0xff);

  private static final byte[] BLOCK = hash(0);

  private final MinerSession session = Fakes.session(1);
  private final Miners miners = new Miners();
  private final CurrentWork work = Fakes.work();
  private final Intake intake = new Intake();
  private final Fakes.OpenGuard guard = new Fakes.OpenGuard();
  private final Doorkeeper doorkeeper = new Doorkeeper(work, guard);
  private final CountedMetrics metrics = new CountedMetrics();
  private final ShareCounters counters = new ShareCounters(metrics);
  private int hashes;
  private String jobId;

  /** Remembers what it takes. */
  private static final class Intake extends ShareIntake {
    private final List<ProvenShare> shares = new ArrayList<>();
    private final List<ShareOutcome.BlockFound> blocks = new ArrayList<>();
    private boolean full;

    @Override
    CompletionStage<Boolean> share(Miner miner, ProvenShare share) {
      return CompletableFuture.completedStage(!full && shares.add(share));
    }

    @Override
    CompletionStage<Boolean> block(Miner miner, ShareOutcome.BlockFound found) {
      blocks.add(found);
      return share(miner, found.share());
    }
  }

  private static byte[] hash(int highByte) {
    byte[] hash = new byte[32];
    hash[31] = (byte) highByte;
    return hash;
  }

  @BeforeEach
  void logIn() {
    Miner miner = Fakes.miner(RewardScheme.PPLNS);
    jobId = ((MinerJob.Header) miner.nextJob(work, Instant.EPOCH).orElseThrow()).job().jobId();
    miners.enter(session, miner);
  }

  @Test
  void aShareIsKeptOnceAndThenADuplicate() {
    SubmitDesk desk = desk(SHARE);
    assertThat(submit(desk, session, jobId, "00000001", SHARE)).isEqualTo(OK);
    assertThat(submit(desk, session, jobId, "00000001", SHARE))
        .isEqualTo(SubmitOutcome.refused(StratumError.DUPLICATE_SHARE));
    assertThat(intake.shares).hasSize(1);
    assertThat(intake.blocks).isEmpty();
  }

  @Test
  void aShareThatFoundNoRoomMayComeAgain() {
    SubmitDesk desk = desk(SHARE);
    intake.full = true;
    assertThat(submit(desk, session, jobId, "00000001", SHARE)).isEqualTo(BUSY);
    intake.full = false;
    assertThat(submit(desk, session, jobId, "00000001", SHARE)).isEqualTo(OK);
    assertThat(intake.shares).hasSize(1);
  }

  @Test
  void aBlockGoesOutEvenIfItsShareFindsNoRoomButOnlyOnce() {
    SubmitDesk desk = desk(BLOCK);
    intake.full = true;
    assertThat(submit(desk, session, jobId, "00000001", BLOCK)).isEqualTo(BUSY);
    assertThat(submit(desk, session, jobId, "00000001", BLOCK))
        .isEqualTo(SubmitOutcome.refused(StratumError.DUPLICATE_SHARE));
    assertThat(intake.blocks).hasSize(1);
  }

  @Test
  void whoIsNotLoggedInIsToldSo() {
    assertThat(submit(desk(SHARE), Fakes.session(2), jobId, "00000001", SHARE))
        .isEqualTo(SubmitOutcome.refused(StratumError.UNAUTHENTICATED));
  }

  @Test
  void eachReasonHasItsOwnError() {
    SubmitDesk desk = desk(SHARE);
    assertThat(submit(desk, session, jobId, "xyz", SHARE))
        .isEqualTo(SubmitOutcome.refused(StratumError.MALFORMED_SHARE));
    assertThat(submit(desk, session, "nothing", "00000001", SHARE))
        .isEqualTo(SubmitOutcome.refused(StratumError.UNKNOWN_JOB));
    assertThat(submit(desk, session, jobId, "00000001", hash(0xfe)))
        .isEqualTo(
            new SubmitOutcome.Refused(
                StratumError.WRONG_RESULT.code(),
                "Wrong result: this nonce has another hash, check the machine if this goes on"));
    assertThat(intake.shares).isEmpty();
  }

  @Test
  void aMachineThatIsSometimesWrongIsToldAndKept() {
    SubmitDesk desk = desk(SHARE);
    for (int i = 0; i < 100; i++) {
      assertThat(submit(desk, session, jobId, "0000%04x".formatted(2 * i), hash(0xfe)))
          .isInstanceOf(SubmitOutcome.Refused.class);
      assertThat(submit(desk, session, jobId, "0000%04x".formatted(2 * i + 1), SHARE))
          .isEqualTo(OK);
    }
  }

  @Test
  void aMinerThatIsAlwaysWrongIsExpelled() {
    SubmitDesk desk = desk(SHARE);
    for (int i = 1; i < 3; i++) {
      assertThat(submit(desk, session, jobId, "0000000" + i, hash(0xfe)))
          .isInstanceOf(SubmitOutcome.Refused.class);
    }
    assertThat(submit(desk, session, jobId, "00000003", hash(0xfe)))
        .isInstanceOf(SubmitOutcome.Expelled.class);
    assertThat(guard.offences)
        .containsExactly(
            Offence.WRONG_RESULT,
            Offence.WRONG_RESULT,
            Offence.WRONG_RESULT,
            Offence.WORTHLESS_SESSION);
  }

  @Test
  void nothingMoreIsHashedForAMinerThatIsExpelled() {
    SubmitDesk desk = desk(SHARE);
    for (int i = 1; i <= 3; i++) {
      submit(desk, session, jobId, "0000000" + i, hash(0xfe));
    }
    int spent = hashes;
    assertThat(submit(desk, session, jobId, "00000004", hash(0xfe)))
        .isInstanceOf(SubmitOutcome.Expelled.class);
    assertThat(submit(desk, session, jobId, "00000005", SHARE))
        .isInstanceOf(SubmitOutcome.Expelled.class);
    assertThat(hashes).isEqualTo(spent);
    assertThat(guard.offences).hasSize(4);
  }

  @Test
  void nothingIsHashedForAnAddressThatIsBanned() {
    SubmitDesk desk = desk(SHARE);
    Subnet banned = Subnet.of(session.remoteAddress().getAddress());
    guard.ban =
        Optional.of(new Ban(banned, "wrong results", Ban.AUTOMATIC, Instant.EPOCH, Instant.EPOCH));
    assertThat(submit(desk, session, jobId, "00000001", SHARE))
        .isEqualTo(
            new SubmitOutcome.Expelled(
                StratumError.BANNED.code(),
                "IP Address currently banned: until 1970-01-01T00:00:00Z, wrong results"));
    assertThat(hashes).isZero();
    assertThat(intake.shares).isEmpty();
  }

  @Test
  void aMinerWithItsNonceAtByte39IsToldSoOnce() {
    SubmitDesk desk = desk(SubmitDeskTest::hashByNonceAt39, false);
    assertThat(message(submit(desk, session, jobId, "00000001", hash(0x81))))
        .isEqualTo(
            "Wrong nonce position: this miner writes the nonce at byte 39, OpenSY has it at byte"
                + " 76, see \"Which miners can mine OpenSY\" in docs/miners.md");
    assertThat(message(submit(desk, session, jobId, "00000002", hash(0x82))))
        .startsWith("Wrong nonce position");
    assertThat(metrics.count("miners_cryptonote_nonce")).isEqualTo(1);
    assertThat(hashes).isEqualTo(3);
    assertThat(intake.shares).isEmpty();
  }

  @Test
  void aMinerThatIsWrongInAnotherWayIsDiagnosedOnceOnly() {
    SubmitDesk desk = desk(header -> hash(0xf0), false);
    submit(desk, session, jobId, "00000001", hash(0x81));
    submit(desk, session, jobId, "00000002", hash(0x81));
    assertThat(metrics.count("miners_cryptonote_nonce")).isZero();
    assertThat(hashes).isEqualTo(3);
  }

  @Test
  void onRegtestSuchSharesMayBeTakenAndNeverCredited() {
    SubmitDesk desk = desk(SubmitDeskTest::hashByNonceAt39, true);
    for (int i = 1; i < 10; i++) {
      assertThat(submit(desk, session, jobId, "0000000" + i, hash(0x80 + i))).isEqualTo(OK);
    }
    assertThat(submit(desk, session, jobId, "00000001", hash(0x81)))
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

  private SubmitDesk desk(byte[] hash) {
    return desk(header -> hash, false);
  }

  private SubmitDesk desk(UnaryOperator<byte[]> hash, boolean acceptCryptonote) {
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
    WorthlessShares worthless = new WorthlessShares(config, hasher, counters, doorkeeper);
    return new SubmitDesk(
        miners,
        work,
        hasher,
        intake,
        counters,
        worthless,
        new WantedMinimums(config),
        new StartDifficulties(config, new Fakes.Memory()),
        doorkeeper,
        InstantSource.fixed(Instant.EPOCH));
  }

  private static SubmitOutcome submit(
      SubmitDesk desk, MinerSession session, String jobId, String nonce, byte[] result) {
    String claimed = HexFormat.of().formatHex(result);
    return desk.submit(
            session, new Submit(RpcId.of(2), session.rpcId(), jobId, nonce, claimed, "rx/0"))
        .toCompletableFuture()
        .join();
  }
}
