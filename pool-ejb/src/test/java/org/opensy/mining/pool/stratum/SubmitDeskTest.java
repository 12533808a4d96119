package org.opensy.mining.pool.stratum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.share.ProvenShare;
import org.opensy.mining.pool.share.ShareOutcome;
import org.opensy.mining.stratum.api.MinerSession;
import org.opensy.mining.stratum.api.SubmitOutcome;
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
  private String jobId;

  /** Remembers what it takes. */
  private static final class Intake extends ShareIntake {
    private final List<ProvenShare> shares = new ArrayList<>();
    private final List<ShareOutcome.BlockFound> blocks = new ArrayList<>();
    private boolean full;

    @Override
    boolean share(Miner miner, ProvenShare share) {
      return !full && shares.add(share);
    }

    @Override
    boolean block(Miner miner, ShareOutcome.BlockFound found) {
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
    jobId = miner.nextJob(work).orElseThrow().jobId();
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
        .isEqualTo(SubmitOutcome.refused(StratumError.WRONG_RESULT));
    assertThat(intake.shares).isEmpty();
  }

  private SubmitDesk desk(byte[] hash) {
    return new SubmitDesk(miners, work, new Fakes.Hasher(hash), intake, new Fakes.NoCounters());
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
