package org.opensy.mining.pool.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.opensy.mining.pool.share.ShareOutcome.RejectionReason.DUPLICATE;
import static org.opensy.mining.pool.share.ShareOutcome.RejectionReason.LOW_DIFFICULTY;
import static org.opensy.mining.pool.share.ShareOutcome.RejectionReason.MALFORMED;
import static org.opensy.mining.pool.share.ShareOutcome.RejectionReason.STALE;
import static org.opensy.mining.pool.share.ShareOutcome.RejectionReason.TOO_MANY_SHARES;
import static org.opensy.mining.pool.share.ShareOutcome.RejectionReason.UNKNOWN_JOB;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.BlockTemplate;
import org.opensy.mining.pool.chain.ChainVectors;
import org.opensy.mining.pool.job.BitcoinMiner;
import org.opensy.mining.pool.job.Extranonce;
import org.opensy.mining.pool.job.IssuedJobs;
import org.opensy.mining.pool.job.Job;
import org.opensy.mining.pool.job.JobTemplate;
import org.opensy.mining.pool.job.RolledSolution;
import org.opensy.mining.pool.job.ShareTarget;
import org.opensy.mining.pool.job.VectorJobs;
import org.opensy.mining.pool.share.ShareOutcome.RejectionReason;
import org.opensy.mining.stratum.protocol.Submission;
import org.opensy.mining.stratum.protocol.Target;

class ExtendedShareJudgeTest {
  private static final JobTemplate TEMPLATE = VectorJobs.templateOf(ChainVectors.acceptedBlock(16));
  private static final JobTemplate NEXT = VectorJobs.templateOf(ChainVectors.acceptedBlock(17));
  private static final BlockTemplate.HeaderFields FIELDS = TEMPLATE.template().header();
  private static final BlockHash TIP = TEMPLATE.previousBlockHash();
  private static final String TIME = hex(TEMPLATE.template().headerTime());

  /** Hashes by their last byte: above every share target below, a share, and a block. */
  private static final String TOO_HIGH = "ab".repeat(31) + "f1";

  private static final String SHARE = "ab".repeat(31) + "ef";
  private static final String BLOCK = "ab".repeat(31) + "7e";

  /** Hashes up to 0xf0ff… count; the network's target is 0x7fffff0000…. */
  private static final ShareTarget SHARE_TARGET =
      ShareTarget.of(Target.of(BigInteger.ONE.shiftLeft(248).multiply(BigInteger.valueOf(0xf1))));

  private final AtomicInteger hashes = new AtomicInteger();
  private final IssuedJobs jobs = IssuedJobs.extended(new Extranonce(1, 1), new Random(1));
  private final Job job = jobs.issue(TEMPLATE, SHARE_TARGET).orElseThrow();

  private static String hex(long word) {
    return HexFormat.of().toHexDigits((int) word);
  }

  private ShareOutcome judge(String truth, Submission submission) {
    return judgeThatFinds(truth).judge(jobs, submission, TIP);
  }

  private ShareJudge judgeThatFinds(String truth) {
    return new ShareJudge(
        (key, header) -> {
          hashes.incrementAndGet();
          return HexFormat.of().parseHex(truth);
        },
        parent -> false);
  }

  private ShareOutcome judge(String extranonce2, String time, String nonce) {
    return judge(SHARE, Submission.unclaimed(job.id(), extranonce2, time, nonce));
  }

  private void assertFreeRejection(ShareOutcome outcome, RejectionReason reason) {
    assertThat(outcome).isEqualTo(new ShareOutcome.Rejected(reason));
    assertThat(hashes).hasValue(0);
  }

  @Test
  void aShareThatMeetsItsTargetIsAcceptedForOneHash() {
    assertThat(judge("0000000a", TIME, "0000000b"))
        .isInstanceOfSatisfying(
            ShareOutcome.Accepted.class,
            accepted -> {
              assertThat(accepted.share().job()).isEqualTo(job);
              assertThat(accepted.share().nonce().value()).isEqualTo(11);
              assertThat(accepted.share().solution())
                  .isEqualTo(RolledSolution.parse("0000000a", TIME, "0000000b").orElseThrow());
              assertThat(accepted.share().hash()).hasToString(SHARE);
            });
    assertThat(hashes).hasValue(1);
  }

  @Test
  void theHashedHeaderIsTheMiners() {
    BitcoinMiner miner = new BitcoinMiner(jobs.onTheWire(job), "0000000100000001");
    ShareJudge judge =
        new ShareJudge(
            (key, header) -> {
              assertThat(key).isEqualTo(job.key());
              assertThat(HexFormat.of().formatHex(header))
                  .isEqualTo(HexFormat.of().formatHex(miner.header("01020304", TIME, "0badc0de")));
              return HexFormat.of().parseHex(SHARE);
            },
            parent -> false);

    assertThat(judge.judge(jobs, Submission.unclaimed(job.id(), "01020304", TIME, "0badc0de"), TIP))
        .isInstanceOf(ShareOutcome.Accepted.class);
  }

  @Test
  void aHashBelowTheNetworkTargetIsABlock() {
    Submission submission = Submission.unclaimed(job.id(), "00000000", TIME, "00000000");

    assertThat(judge(BLOCK, submission))
        .isInstanceOfSatisfying(
            ShareOutcome.BlockFound.class,
            found -> {
              assertThat(found.block().height()).isEqualTo(16);
              assertThat(found.block().powHash()).isEqualTo(found.share().hash());
            });
  }

  @ParameterizedTest
  @CsvSource({"''", "0", "0000000", "000000000", "0000000g", "0x000000", "-0000001"})
  void whatIsNotEightHexDigitsIsMalformed(String text) {
    assertFreeRejection(judge(text, TIME, "00000000"), MALFORMED);
    assertFreeRejection(judge("00000000", text, "00000000"), MALFORMED);
    assertFreeRejection(judge("00000000", TIME, text), MALFORMED);
  }

  @Test
  void aTimeOutsideOfWhatTheJobTakesIsMalformed() {
    long latest = TEMPLATE.template().headerTime() + 600;

    assertFreeRejection(judge("00000000", hex(FIELDS.minTime() - 1), "00000000"), MALFORMED);
    assertFreeRejection(judge("00000000", hex(latest + 1), "00000000"), MALFORMED);
    assertFreeRejection(judge("00000000", "00000000", "00000000"), MALFORMED);
    assertFreeRejection(judge("00000000", "ffffffff", "00000000"), MALFORMED);
    assertThat(judge("00000000", hex(FIELDS.minTime()), "00000000"))
        .isInstanceOf(ShareOutcome.Accepted.class);
    assertThat(judge("00000000", hex(latest), "00000000"))
        .isInstanceOf(ShareOutcome.Accepted.class);
  }

  @Test
  void aJobThatWasNeverIssuedIsUnknownAndOneOfAnOlderBlockIsStale() {
    Submission made = Submission.unclaimed("nonsense", "00000000", TIME, "00000000");
    Submission good = Submission.unclaimed(job.id(), "00000000", TIME, "00000000");

    assertFreeRejection(judge(SHARE, made), UNKNOWN_JOB);
    jobs.issue(NEXT, SHARE_TARGET);
    assertThat(judgeLate(SHARE, good)).isEqualTo(new ShareOutcome.Rejected(STALE));
  }

  @Test
  void aStaleShareIsHashedSinceItMayBeABlock() {
    Submission first = Submission.unclaimed(job.id(), "00000000", TIME, "00000001");
    Submission second = Submission.unclaimed(job.id(), "00000000", TIME, "00000002");
    jobs.issue(NEXT, SHARE_TARGET);
    assertThat(judgeLate(BLOCK, first))
        .isInstanceOfSatisfying(
            ShareOutcome.BlockFound.class, found -> assertThat(found.stale()).isTrue());
    assertThat(judgeLate(TOO_HIGH, second)).isEqualTo(new ShareOutcome.Rejected(LOW_DIFFICULTY));
    assertThat(hashes).hasValue(2);
  }

  private ShareOutcome judgeLate(String truth, Submission submission) {
    return judgeThatFinds(truth).judge(jobs, submission, NEXT.previousBlockHash());
  }

  @Test
  void theSameSolutionAgainIsADuplicateWhateverItsSpelling() {
    String late = hex(TEMPLATE.template().headerTime() | 0xf);
    judge("abcdef01", late, "0badc0de");
    hashes.set(0);

    assertFreeRejection(judge("abcdef01", late, "0badc0de"), DUPLICATE);
    assertFreeRejection(judge("ABCDEF01", late, "0badc0de"), DUPLICATE);
    assertFreeRejection(judge("abcdef01", late, "0BADC0DE"), DUPLICATE);
    assertFreeRejection(judge("abcdef01", late.toUpperCase(Locale.ROOT), "0badc0de"), DUPLICATE);
  }

  @Test
  void anotherExtranonceOrTimeIsAnotherShareOfTheSameNonce() {
    String later = hex(TEMPLATE.template().headerTime() + 1);

    assertThat(judge("00000001", TIME, "00000001")).isInstanceOf(ShareOutcome.Accepted.class);
    assertThat(judge("00000002", TIME, "00000001")).isInstanceOf(ShareOutcome.Accepted.class);
    assertThat(judge("00000001", later, "00000001")).isInstanceOf(ShareOutcome.Accepted.class);
  }

  @Test
  void theSameSolutionUnderAnotherJobOfTheSameWorkIsADuplicate() {
    judge("00000001", TIME, "00000001");
    Job easier = jobs.issue(TEMPLATE, VectorJobs.EASIEST).orElseThrow();
    hashes.set(0);

    assertFreeRejection(
        judge(SHARE, Submission.unclaimed(easier.id(), "00000001", TIME, "00000001")), DUPLICATE);
  }

  @Test
  void aHashAboveTheShareTargetIsLowDifficultyAndIsNotHashedAgain() {
    Submission submission = Submission.unclaimed(job.id(), "00000001", TIME, "00000001");

    assertThat(judge(TOO_HIGH, submission)).isEqualTo(new ShareOutcome.Rejected(LOW_DIFFICULTY));
    assertThat(hashes).hasValue(1);
    hashes.set(0);
    assertFreeRejection(judge(TOO_HIGH, submission), DUPLICATE);
  }

  @Test
  void aShareThatCouldNotBeHashedMayComeAgain() {
    Submission submission = Submission.unclaimed(job.id(), "00000001", TIME, "00000001");
    ShareJudge broken =
        new ShareJudge(
            (key, header) -> {
              throw new IllegalStateException("no cache yet");
            },
            parent -> false);

    assertThatThrownBy(() -> broken.judge(jobs, submission, TIP))
        .isInstanceOf(IllegalStateException.class);
    assertThat(judge(SHARE, submission)).isInstanceOf(ShareOutcome.Accepted.class);
  }

  @Test
  void whenTheLimitIsReachedNoMoreSharesOfThatWorkCount() {
    for (int nonce = 0; nonce < IssuedJobs.MAX_SOLUTIONS; nonce++) {
      judge(hex(nonce >>> 8), TIME, hex(nonce));
    }

    assertThat(judge("00000000", TIME, hex(IssuedJobs.MAX_SOLUTIONS)))
        .isEqualTo(new ShareOutcome.Rejected(TOO_MANY_SHARES));
    assertThat(judge("00000000", TIME, "00000000")).isEqualTo(new ShareOutcome.Rejected(DUPLICATE));
  }

  @Test
  void aShareOfTheOtherKindOfJobIsMalformed() {
    IssuedJobs standard = new IssuedJobs(new Extranonce(1, 2), new Random(2));
    Job plain = standard.issue(TEMPLATE, SHARE_TARGET).orElseThrow();
    ShareJudge judge =
        new ShareJudge((key, header) -> HexFormat.of().parseHex(SHARE), parent -> false);
    ShareOutcome malformed = new ShareOutcome.Rejected(MALFORMED);

    assertThat(judge.judge(jobs, Submission.claiming(job.id(), "00000000", SHARE), TIP))
        .isEqualTo(malformed);
    assertThat(
            judge.judge(
                standard, Submission.unclaimed(plain.id(), "00000000", TIME, "00000000"), TIP))
        .isEqualTo(malformed);
  }
}
