package org.opensy.mining.pool.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.chain.AcceptedBlock;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockTemplate;
import org.opensy.mining.pool.chain.ChainVectors;
import org.opensy.mining.pool.job.IssuedJobs.Lookup;
import org.opensy.mining.randomx.RandomXKey;
import org.opensy.mining.stratum.protocol.BitcoinJob;
import org.opensy.mining.stratum.protocol.Difficulty;

class ExtendedJobBookTest {
  private static final AcceptedBlock VECTOR = ChainVectors.acceptedBlock(16);
  private static final JobTemplate TEMPLATE = VectorJobs.templateOf(VECTOR);
  private static final JobTemplate NEXT = VectorJobs.templateOf(ChainVectors.acceptedBlock(17));
  private static final ShareTarget EASIEST = VectorJobs.EASIEST;
  private static final RolledSolution SOLUTION =
      new RolledSolution(1, TEMPLATE.time(), new Nonce(3));

  private final IssuedJobs jobs = IssuedJobs.extended(new Extranonce(7, 1), new Random(1));

  /** The same template so many seconds later. */
  static JobTemplate later(int seconds) {
    BlockTemplate template = VECTOR.template();
    BlockTemplate.HeaderFields fields = template.header();
    return JobTemplate.of(
        new BlockTemplate(
            template.height(),
            new BlockTemplate.HeaderFields(
                fields.version(),
                fields.previousBlockHash(),
                fields.bits(),
                fields.minTime(),
                fields.curTime() + seconds),
            template.coinbase(),
            template.transactions(),
            template.longPollId()),
        RandomXKey.ofHex(VECTOR.text("randomx_key")),
        VECTOR.payee());
  }

  private SeenSolutions seen(Job job) {
    return ((Lookup.Live) jobs.find(job.id(), job.previousBlockHash())).seen();
  }

  @Test
  void aJobIsNoticedUnderItsIdWithTheTemplatesFields() {
    Job job = jobs.issue(TEMPLATE, EASIEST).orElseThrow();
    BitcoinJob wire = jobs.onTheWire(job);

    assertThat(wire.jobId()).isEqualTo(job.id());
    assertThat(wire.version()).isEqualTo("20000000");
    assertThat(wire.bits()).isEqualTo(VECTOR.templateJson().get("bits").asText());
    assertThat(Long.parseLong(wire.ntime(), 16)).isEqualTo(VECTOR.template().headerTime());
  }

  @Test
  void olderJobsAreVoidOnlyWithTheFirstJobOfABlock() {
    Job first = jobs.issue(TEMPLATE, EASIEST).orElseThrow();
    assertThat(jobs.onTheWire(first).cleanJobs()).isTrue();

    Job renewed = jobs.issue(later(30), EASIEST).orElseThrow();
    assertThat(jobs.onTheWire(renewed).cleanJobs()).isFalse();

    Job next = jobs.issue(NEXT, EASIEST).orElseThrow();
    assertThat(jobs.onTheWire(next).cleanJobs()).isTrue();
  }

  @Test
  void theCurrentJobIsNeverIssuedAgainButALaterTimeIsAnotherJob() {
    assertThat(jobs.issue(TEMPLATE, EASIEST)).isPresent();

    assertThat(jobs.issue(TEMPLATE, EASIEST)).isEmpty();
    assertThat(jobs.issue(VectorJobs.templateOf(VECTOR), EASIEST)).isEmpty();
    assertThat(jobs.issue(later(30), EASIEST)).isPresent();
    assertThat(jobs.issue(NEXT, EASIEST)).isPresent();
  }

  /** With its own time both make the same header: it must not be paid twice. */
  @Test
  void jobsThatDifferOnlyInTimeShareTheirSolutions() {
    Job first = jobs.issue(TEMPLATE, EASIEST).orElseThrow();
    Job renewed = jobs.issue(later(30), EASIEST).orElseThrow();

    assertThat(renewed.headerWith(SOLUTION)).isEqualTo(first.headerWith(SOLUTION));
    assertThat(seen(renewed)).isSameAs(seen(first));
  }

  @Test
  void jobsOfOtherWorkDoNotShareTheirSolutions() {
    SeenSolutions seen = seen(jobs.issue(TEMPLATE, EASIEST).orElseThrow());
    BlockTemplate template = VECTOR.template();
    JobTemplate dearer =
        JobTemplate.of(
            new BlockTemplate(
                template.height(),
                template.header(),
                new BlockTemplate.CoinbaseFields(
                    Amount.ofSyl(1), template.coinbase().witnessCommitment()),
                template.transactions(),
                template.longPollId()),
            RandomXKey.ofHex(VECTOR.text("randomx_key")),
            VECTOR.payee());

    assertThat(seen(jobs.issue(dearer, EASIEST).orElseThrow())).isNotSameAs(seen);
  }

  @Test
  void twoSessionsNeverHashTheSameHeader() {
    Job mine = jobs.issue(TEMPLATE, EASIEST).orElseThrow();
    IssuedJobs other = IssuedJobs.extended(new Extranonce(7, 2), new Random(2));
    Job theirs = other.issue(TEMPLATE, EASIEST).orElseThrow();

    assertThat(mine.headerWith(SOLUTION)).isNotEqualTo(theirs.headerWith(SOLUTION));
  }

  @Test
  void aReleasedSolutionMayComeAgain() {
    Job job = jobs.issue(TEMPLATE, EASIEST).orElseThrow();
    seen(job).register(SOLUTION);
    jobs.release(job, SOLUTION);

    assertThat(seen(job).contains(SOLUTION)).isFalse();
    jobs.issue(NEXT, EASIEST);
    jobs.release(job, SOLUTION);
  }

  @Test
  void aShareTargetHarderThanTheNetworksIsReplacedByTheNetworks() {
    Job job = jobs.issue(TEMPLATE, ShareTarget.of(Difficulty.of(1_000_000))).orElseThrow();

    assertThat(job.share().target()).isEqualTo(job.networkTarget());
  }

  @Test
  void aHeaderMayHaveATimeFromTheEarliestToTenMinutesPastTheTemplates() {
    Job job = jobs.issue(TEMPLATE, EASIEST).orElseThrow();
    long earliest = VECTOR.template().header().minTime();
    long latest = VECTOR.template().headerTime() + 600;

    assertThat(job.takesTime(earliest - 1)).isFalse();
    assertThat(job.takesTime(earliest)).isTrue();
    assertThat(job.takesTime(latest)).isTrue();
    assertThat(job.takesTime(latest + 1)).isFalse();
    assertThat(job.takesTime(0)).isFalse();
    assertThat(job.takesTime(0xffff_ffffL)).isFalse();
  }

  @Test
  void aStandardJobHasAnotherFormOnTheWire() {
    IssuedJobs standard = new IssuedJobs(new Extranonce(7, 1), new Random(1));
    Job job = standard.issue(TEMPLATE, EASIEST).orElseThrow();

    assertThat(standard.isExtended()).isFalse();
    assertThatThrownBy(() -> standard.onTheWire(job)).isInstanceOf(IllegalStateException.class);
  }
}
