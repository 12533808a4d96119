package org.opensy.mining.pool.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.chain.ChainVectors;
import org.opensy.mining.pool.job.Extranonce;
import org.opensy.mining.pool.job.IssuedJobs;
import org.opensy.mining.pool.job.Job;
import org.opensy.mining.pool.job.JobTemplate;
import org.opensy.mining.pool.job.VectorJobs;
import org.opensy.mining.pool.share.ShareOutcome.RejectionReason;
import org.opensy.mining.stratum.protocol.Submission;

/** The memory that one job's shares may take is bounded. */
class ShareLimitTest {
  private static final JobTemplate TEMPLATE = VectorJobs.templateOf(ChainVectors.acceptedBlock(16));
  private static final String RESULT = "ab".repeat(31) + "ef";

  private final IssuedJobs jobs = new IssuedJobs(new Extranonce(1, 1), new Random(1));
  private final ShareJudge judge =
      new ShareJudge((key, header) -> HexFormat.of().parseHex(RESULT), parent -> false);

  private ShareOutcome submit(Job job, int nonce) {
    String hex = HexFormat.of().toHexDigits(nonce);
    return judge.judge(
        jobs, Submission.claiming(job.id(), hex, RESULT), TEMPLATE.previousBlockHash());
  }

  @Test
  void aBlockIsLetInBeyondTheLimitAndCountsOnce() {
    Job job = jobs.issue(TEMPLATE, VectorJobs.EASIEST).orElseThrow();
    for (int nonce = 0; nonce < IssuedJobs.MAX_SOLUTIONS; nonce++) {
      submit(job, nonce);
    }
    String block = "ab".repeat(31) + "7e";
    Submission submission = Submission.claiming(job.id(), "ffffffff", block);
    ShareJudge finder =
        new ShareJudge((key, header) -> HexFormat.of().parseHex(block), parent -> false);
    assertThat(finder.judge(jobs, submission, TEMPLATE.previousBlockHash()))
        .isInstanceOf(ShareOutcome.BlockFound.class);
    assertThat(finder.judge(jobs, submission, TEMPLATE.previousBlockHash()))
        .isEqualTo(new ShareOutcome.Rejected(RejectionReason.DUPLICATE));
  }

  @Test
  void whenTheLimitIsReachedNoMoreSharesOfThatHeaderCount() {
    Job job = jobs.issue(TEMPLATE, VectorJobs.EASIEST).orElseThrow();
    for (int nonce = 0; nonce < IssuedJobs.MAX_SOLUTIONS; nonce++) {
      assertThat(submit(job, nonce)).isInstanceOf(ShareOutcome.Accepted.class);
    }

    assertThat(submit(job, IssuedJobs.MAX_SOLUTIONS))
        .isEqualTo(new ShareOutcome.Rejected(RejectionReason.TOO_MANY_SHARES));
    assertThat(submit(job, 0)).isEqualTo(new ShareOutcome.Rejected(RejectionReason.DUPLICATE));
  }
}
