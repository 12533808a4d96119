package org.opensy.mining.pool.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.opensy.mining.pool.share.ShareOutcome.RejectionReason.DUPLICATE;
import static org.opensy.mining.pool.share.ShareOutcome.RejectionReason.LOW_DIFFICULTY;
import static org.opensy.mining.pool.share.ShareOutcome.RejectionReason.MALFORMED;
import static org.opensy.mining.pool.share.ShareOutcome.RejectionReason.STALE;
import static org.opensy.mining.pool.share.ShareOutcome.RejectionReason.UNKNOWN_JOB;
import static org.opensy.mining.pool.share.ShareOutcome.RejectionReason.WRONG_RESULT;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.ChainVectors;
import org.opensy.mining.pool.job.Extranonce;
import org.opensy.mining.pool.job.IssuedJobs;
import org.opensy.mining.pool.job.Job;
import org.opensy.mining.pool.job.JobTemplate;
import org.opensy.mining.pool.job.ShareTarget;
import org.opensy.mining.pool.job.VectorJobs;
import org.opensy.mining.pool.share.ShareOutcome.RejectionReason;
import org.opensy.mining.stratum.protocol.Difficulty;
import org.opensy.mining.stratum.protocol.Submission;
import org.opensy.mining.stratum.protocol.Target;

class ShareJudgeTest {
  private static final JobTemplate TEMPLATE = VectorJobs.templateOf(ChainVectors.acceptedBlock(16));
  private static final JobTemplate NEXT = VectorJobs.templateOf(ChainVectors.acceptedBlock(17));
  private static final BlockHash TIP = TEMPLATE.previousBlockHash();

  /** Hashes by their last byte: above every share target below, a share, and a block. */
  private static final String TOO_HIGH = hash("f1");

  private static final String SHARE = hash("ef");
  private static final String BLOCK = hash("7e");

  /** Hashes up to 0xf0ff… count; the network's target is 0x7fffff0000…. */
  private static final ShareTarget SHARE_TARGET =
      ShareTarget.of(Target.of(BigInteger.ONE.shiftLeft(248).multiply(BigInteger.valueOf(0xf1))));

  private final AtomicInteger hashes = new AtomicInteger();
  private final IssuedJobs jobs = new IssuedJobs(new Extranonce(1, 1), new Random(1));
  private final Job job = jobs.issue(TEMPLATE, SHARE_TARGET).orElseThrow();

  private static String hash(String last) {
    return "ab".repeat(31) + last;
  }

  private ShareJudge judgeThatFinds(String hash) {
    return new ShareJudge(
        (key, header) -> {
          hashes.incrementAndGet();
          return HexFormat.of().parseHex(hash);
        },
        parent -> false);
  }

  private ShareOutcome judge(String truth, String jobId, String nonce, String result) {
    return judgeThatFinds(truth).judge(jobs, Submission.claiming(jobId, nonce, result), TIP);
  }

  private void assertFreeRejection(ShareOutcome outcome, RejectionReason reason) {
    assertThat(outcome).isEqualTo(new ShareOutcome.Rejected(reason));
    assertThat(hashes).hasValue(0);
  }

  @Test
  void aShareWhoseHashIsAsClaimedIsAcceptedForOneHash() {
    ShareOutcome outcome = judge(SHARE, job.id(), "0a000000", SHARE);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            ShareOutcome.Accepted.class,
            accepted -> {
              assertThat(accepted.share().job()).isEqualTo(job);
              assertThat(accepted.share().nonce().value()).isEqualTo(10);
              assertThat(accepted.share().hash()).hasToString(SHARE);
            });
    assertThat(hashes).hasValue(1);
  }

  @Test
  void aClaimInUpperCaseIsTheSameClaim() {
    assertThat(judge(SHARE, job.id(), "0A000000", SHARE.toUpperCase(Locale.ROOT)))
        .isInstanceOf(ShareOutcome.Accepted.class);
  }

  @Test
  void theHashedHeaderIsTheJobsWithTheNonce() {
    ShareJudge judge =
        new ShareJudge(
            (key, header) -> {
              assertThat(key).isEqualTo(job.key());
              assertThat(HexFormat.of().formatHex(header))
                  .isEqualTo(job.header().slice(0, 76).toHex() + "01020304");
              return HexFormat.of().parseHex(SHARE);
            },
            parent -> false);

    assertThat(judge.judge(jobs, Submission.claiming(job.id(), "01020304", SHARE), TIP))
        .isInstanceOf(ShareOutcome.Accepted.class);
  }

  @Test
  void aHashBelowTheNetworkTargetIsABlock() {
    ShareOutcome outcome = judge(BLOCK, job.id(), "00000000", BLOCK);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            ShareOutcome.BlockFound.class,
            found -> {
              assertThat(found.block().height()).isEqualTo(16);
              assertThat(found.block().block().toHex()).startsWith(job.header().toHex());
              assertThat(found.block().powHash()).isEqualTo(found.share().hash());
            });
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "0",
    "0000000",
    "000000000",
    "0000000g",
    "0x000000",
  })
  void aNonceThatIsNotEightHexDigitsIsMalformed(String nonce) {
    assertFreeRejection(judge(SHARE, job.id(), nonce, SHARE), MALFORMED);
  }

  @Test
  void aResultThatIsNotSixtyFourHexDigitsIsMalformed() {
    for (String result : new String[] {"", "00", SHARE + "00", "zz" + SHARE.substring(2)}) {
      assertFreeRejection(judge(SHARE, job.id(), "00000000", result), MALFORMED);
    }
  }

  @Test
  void aJobThatWasNeverIssuedIsUnknown() {
    assertFreeRejection(judge(SHARE, "nonsense", "00000000", SHARE), UNKNOWN_JOB);
  }

  @Test
  void aJobOfAnOlderBlockIsStale() {
    Submission submission = Submission.claiming(job.id(), "00000000", SHARE);
    ShareJudge judge = judgeThatFinds(SHARE);

    assertFreeRejection(judge.judge(jobs, submission, NEXT.previousBlockHash()), STALE);
    jobs.issue(NEXT, SHARE_TARGET);
    assertFreeRejection(judge.judge(jobs, submission, NEXT.previousBlockHash()), STALE);
  }

  @Test
  void aStaleShareThatClaimsToBeABlockIsHashedAndIsOne() {
    jobs.issue(NEXT, SHARE_TARGET);
    ShareOutcome outcome = judgeLate(BLOCK, "00000001", BLOCK);

    assertThat(outcome).isInstanceOf(ShareOutcome.BlockFound.class);
    ShareOutcome.BlockFound found = (ShareOutcome.BlockFound) outcome;
    assertThat(found.stale()).isTrue();
    assertThat(found.block().parent()).isEqualTo(TIP);
    assertThat(hashes).hasValue(1);
    assertThat(judgeLate(BLOCK, "00000001", BLOCK)).isEqualTo(new ShareOutcome.Rejected(DUPLICATE));
    assertThat(hashes).hasValue(1);
  }

  @Test
  void aStaleBlockOnAParentThatABlockOfOursIsOnCostsNoHash() {
    ShareJudge judge =
        new ShareJudge(
            (key, header) -> {
              hashes.incrementAndGet();
              return HexFormat.of().parseHex(BLOCK);
            },
            TIP::equals);
    Submission inTime = Submission.claiming(job.id(), "00000000", BLOCK);
    assertThat(judge.judge(jobs, inTime, TIP)).isInstanceOf(ShareOutcome.BlockFound.class);
    hashes.set(0);
    jobs.issue(NEXT, SHARE_TARGET);
    Submission late = Submission.claiming(job.id(), "00000001", BLOCK);
    assertFreeRejection(judge.judge(jobs, late, NEXT.previousBlockHash()), STALE);
    assertFreeRejection(judge.judgeStale(jobs, late), STALE);
  }

  @Test
  void aStaleShareIsNoBlockBecauseItClaimsToBeOne() {
    jobs.issue(NEXT, SHARE_TARGET);
    assertThat(judgeLate(SHARE, "00000001", BLOCK))
        .isEqualTo(new ShareOutcome.Rejected(WRONG_RESULT));
    assertThat(hashes).hasValue(1);
  }

  @Test
  void aBlockThatCountedInTimeIsADuplicateWhenItComesAgainTooLate() {
    judge(BLOCK, job.id(), "00000001", BLOCK);
    jobs.issue(NEXT, SHARE_TARGET);
    assertThat(judgeLate(BLOCK, "00000001", BLOCK)).isEqualTo(new ShareOutcome.Rejected(DUPLICATE));
  }

  @Test
  void aBlockOfAJobThatWasReplacedTooManyJobsAgoIsOne() {
    for (int i = 1; i <= IssuedJobs.MAX_JOBS; i++) {
      jobs.issue(TEMPLATE, ShareTarget.of(Difficulty.of(1 + i % 2)));
    }
    assertFreeRejection(judge(SHARE, job.id(), "00000001", SHARE), STALE);
    assertThat(judge(BLOCK, job.id(), "00000001", BLOCK))
        .isInstanceOf(ShareOutcome.BlockFound.class);
  }

  @Test
  void ofTheTipBeforeTheTipBeforeNothingIsKept() {
    jobs.issue(NEXT, SHARE_TARGET);
    jobs.issue(VectorJobs.templateOf(ChainVectors.acceptedBlock(31)), SHARE_TARGET);
    assertFreeRejection(judgeLate(BLOCK, "00000001", BLOCK), STALE);
  }

  @Test
  void whileNothingIsMinedOnlyABlockCounts() {
    Submission share = Submission.claiming(job.id(), "00000001", SHARE);
    assertFreeRejection(judgeThatFinds(SHARE).judgeStale(jobs, share), STALE);
    Submission block = Submission.claiming(job.id(), "00000001", BLOCK);
    assertThat(judgeThatFinds(BLOCK).judgeStale(jobs, block))
        .isInstanceOfSatisfying(
            ShareOutcome.BlockFound.class, found -> assertThat(found.stale()).isTrue());
    Submission made = Submission.claiming("nonsense", "00000001", BLOCK);
    assertThat(judgeThatFinds(BLOCK).judgeStale(jobs, made))
        .isEqualTo(new ShareOutcome.Rejected(UNKNOWN_JOB));
  }

  private ShareOutcome judgeLate(String truth, String nonce, String result) {
    return judgeThatFinds(truth)
        .judge(jobs, Submission.claiming(job.id(), nonce, result), NEXT.previousBlockHash());
  }

  @Test
  void theSameNonceAgainIsADuplicateWhateverItsSpelling() {
    judge(SHARE, job.id(), "abcdef01", SHARE);
    hashes.set(0);

    assertFreeRejection(judge(SHARE, job.id(), "abcdef01", SHARE), DUPLICATE);
    assertFreeRejection(judge(SHARE, job.id(), "ABCDEF01", SHARE), DUPLICATE);
    assertFreeRejection(judge(SHARE, job.id(), "abcdef01", TOO_HIGH), DUPLICATE);
  }

  @Test
  void theSameNonceUnderAnotherJobOfTheSameHeaderIsADuplicate() {
    judge(SHARE, job.id(), "00000001", SHARE);
    Job easier = jobs.issue(TEMPLATE, VectorJobs.EASIEST).orElseThrow();
    hashes.set(0);

    assertFreeRejection(judge(SHARE, easier.id(), "00000001", SHARE), DUPLICATE);
  }

  @Test
  void aClaimAboveTheShareTargetIsLowDifficultyAndMayBeImproved() {
    assertFreeRejection(judge(SHARE, job.id(), "00000001", TOO_HIGH), LOW_DIFFICULTY);
    assertThat(judge(SHARE, job.id(), "00000001", SHARE)).isInstanceOf(ShareOutcome.Accepted.class);
  }

  @Test
  void aHashOtherThanClaimedIsAWrongResult() {
    assertThat(judge(TOO_HIGH, job.id(), "00000001", SHARE))
        .isEqualTo(new ShareOutcome.Rejected(WRONG_RESULT));
    assertThat(hashes).hasValue(1);
  }

  @Test
  void aWrongResultCannotMakeThePoolHashTheSameNonceAgain() {
    judge(TOO_HIGH, job.id(), "00000001", SHARE);
    hashes.set(0);

    assertFreeRejection(judge(TOO_HIGH, job.id(), "00000001", SHARE), DUPLICATE);
  }

  @Test
  void aShareIsJudgedByItsOwnJobNotByTheSessionsLatest() {
    assertThat(jobs.issue(TEMPLATE, VectorJobs.EASIEST)).isPresent();

    assertFreeRejection(judge(TOO_HIGH, job.id(), "00000001", TOO_HIGH), LOW_DIFFICULTY);
  }

  @Test
  void aShareThatCouldNotBeHashedMayComeAgain() {
    ShareJudge broken =
        new ShareJudge(
            (key, header) -> {
              throw new IllegalStateException("no cache yet");
            },
            parent -> false);

    assertThatThrownBy(
            () -> broken.judge(jobs, Submission.claiming(job.id(), "00000001", SHARE), TIP))
        .isInstanceOf(IllegalStateException.class);
    assertThat(judge(SHARE, job.id(), "00000001", SHARE)).isInstanceOf(ShareOutcome.Accepted.class);
  }

  @Test
  void whileAShareIsHashedTheSameShareIsADuplicate() throws Exception {
    CountDownLatch hashing = new CountDownLatch(1);
    CountDownLatch proceed = new CountDownLatch(1);
    ShareJudge slow =
        new ShareJudge(
            (key, header) -> {
              hashing.countDown();
              await(proceed);
              return HexFormat.of().parseHex(SHARE);
            },
            parent -> false);
    Submission submission = Submission.claiming(job.id(), "00000001", SHARE);
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      Future<ShareOutcome> first = executor.submit(() -> slow.judge(jobs, submission, TIP));
      await(hashing);

      assertFreeRejection(judge(SHARE, job.id(), "00000001", SHARE), DUPLICATE);
      proceed.countDown();
      assertThat(first.get(10, TimeUnit.SECONDS)).isInstanceOf(ShareOutcome.Accepted.class);
    } finally {
      executor.shutdownNow();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
