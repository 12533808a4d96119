package org.opensy.mining.pool.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.chain.AcceptedBlock;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.ChainVectors;
import org.opensy.mining.pool.job.IssuedJobs.Lookup;
import org.opensy.mining.stratum.protocol.Difficulty;
import org.opensy.mining.stratum.protocol.Target;

class IssuedJobsTest {
  private static final AcceptedBlock VECTOR_16 = ChainVectors.acceptedBlock(16);
  private static final AcceptedBlock VECTOR_17 = ChainVectors.acceptedBlock(17);
  private static final JobTemplate TEMPLATE_16 = VectorJobs.templateOf(VECTOR_16);
  private static final JobTemplate TEMPLATE_17 = VectorJobs.templateOf(VECTOR_17);
  private static final BlockHash TIP_16 = TEMPLATE_16.previousBlockHash();
  private static final BlockHash TIP_17 = TEMPLATE_17.previousBlockHash();
  private static final ShareTarget EASIEST = VectorJobs.EASIEST;

  private final IssuedJobs jobs = newBook(1);

  private static IssuedJobs newBook(int session) {
    return new IssuedJobs(new Extranonce(7, session), new Random(session));
  }

  /** A target that differs from all others with another number, and is easier than regtest's. */
  private static ShareTarget easy(int number) {
    return ShareTarget.of(
        Target.of(Target.EASIEST.toBigInteger().subtract(BigInteger.valueOf(number))));
  }

  @Test
  void anIssuedJobIsLiveWhileItsPreviousBlockIsTheTip() {
    Job job = jobs.issue(TEMPLATE_16, EASIEST).orElseThrow();

    assertThat(jobs.find(job.id(), TIP_16))
        .isInstanceOfSatisfying(Lookup.Live.class, live -> assertThat(live.job()).isEqualTo(job));
  }

  @Test
  void anOlderJobOnTheSameBlockStaysLive() {
    Job first = jobs.issue(TEMPLATE_16, easy(1)).orElseThrow();
    Job second = jobs.issue(TEMPLATE_16, easy(2)).orElseThrow();

    assertThat(jobs.find(first.id(), TIP_16)).isInstanceOf(Lookup.Live.class);
    assertThat(jobs.find(second.id(), TIP_16)).isInstanceOf(Lookup.Live.class);
  }

  @Test
  void aJobIsStaleAsSoonAsThePoolBuildsOnAnotherBlock() {
    Job job = jobs.issue(TEMPLATE_16, EASIEST).orElseThrow();

    assertThat(jobs.find(job.id(), TIP_17)).isInstanceOf(Lookup.Stale.class);
  }

  @Test
  void aJobIsStaleForeverOnceTheSessionWorksOnAnotherBlock() {
    Job job = jobs.issue(TEMPLATE_16, EASIEST).orElseThrow();
    Job next = jobs.issue(TEMPLATE_17, EASIEST).orElseThrow();

    assertThat(jobs.find(job.id(), TIP_17)).isInstanceOf(Lookup.Stale.class);
    assertThat(jobs.find(next.id(), TIP_17)).isInstanceOf(Lookup.Live.class);
  }

  @Test
  void anIdThatWasNeverIssuedIsUnknown() {
    Job job = jobs.issue(TEMPLATE_16, EASIEST).orElseThrow();
    String other = (job.id().startsWith("0") ? "1" : "0") + job.id().substring(1);
    String none = job.id().substring(0, 8) + "00000000";
    String later = job.id().substring(0, 8) + "00000002";
    String negative = job.id().substring(0, 8) + "80000001";

    for (String id :
        new String[] {"", "1", "zzzzzzzzzzzzzzzz", other, none, later, negative, job.id() + "0"}) {
      assertThat(jobs.find(id, TIP_16)).as(id).isInstanceOf(Lookup.Unknown.class);
    }
  }

  @Test
  void anotherSessionsJobIsUnknown() {
    Job foreign = newBook(2).issue(TEMPLATE_16, EASIEST).orElseThrow();
    jobs.issue(TEMPLATE_16, EASIEST);

    assertThat(jobs.find(foreign.id(), TIP_16)).isInstanceOf(Lookup.Unknown.class);
  }

  @Test
  void onlyTheLatestJobsStayLiveAndOlderOnesAreStale() {
    Job first = jobs.issue(TEMPLATE_16, easy(0)).orElseThrow();
    Job second = jobs.issue(TEMPLATE_16, easy(1)).orElseThrow();
    for (int i = 2; i <= IssuedJobs.MAX_JOBS; i++) {
      assertThat(jobs.issue(TEMPLATE_16, easy(i))).isPresent();
    }

    assertThat(jobs.find(first.id(), TIP_16)).isInstanceOf(Lookup.Stale.class);
    assertThat(jobs.find(second.id(), TIP_16)).isInstanceOf(Lookup.Live.class);
  }

  private static void former(Job job, Lookup found) {
    assertThat(found).isInstanceOf(Lookup.Stale.class);
    assertThat(((Lookup.Stale) found).former().orElseThrow().job()).isEqualTo(job);
  }

  @Test
  void withoutATipEveryJobIsStaleAndKnown() {
    Job first = jobs.issue(TEMPLATE_16, easy(1)).orElseThrow();
    Job second = jobs.issue(TEMPLATE_16, easy(2)).orElseThrow();

    former(first, jobs.findStale(first.id()));
    former(second, jobs.findStale(second.id()));
    assertThat(jobs.findStale("x")).isInstanceOf(Lookup.Unknown.class);
  }

  @Test
  void eightMoreJobsAreKeptThanAreLive() {
    Job first = jobs.issue(TEMPLATE_16, easy(0)).orElseThrow();
    Job second = jobs.issue(TEMPLATE_16, easy(1)).orElseThrow();
    for (int i = 2; i <= 2 * IssuedJobs.MAX_JOBS; i++) {
      assertThat(jobs.issue(TEMPLATE_16, easy(i))).isPresent();
    }

    former(second, jobs.find(second.id(), TIP_16));
    Lookup oldest = jobs.find(first.id(), TIP_16);
    assertThat(((Lookup.Stale) oldest).former()).isEmpty();
  }

  @Test
  void jobsOnTheBlockBeforeAreKeptWithWhatWasSeenOfThem() {
    Job older = jobs.issue(TEMPLATE_16, easy(1)).orElseThrow();
    Job last = jobs.issue(TEMPLATE_16, easy(2)).orElseThrow();
    assertThat(jobs.issue(TEMPLATE_17, easy(3))).isPresent();

    former(older, jobs.find(older.id(), TIP_17));
    former(last, jobs.find(last.id(), TIP_17));
    Lookup.Stale once = (Lookup.Stale) jobs.findStale(last.id());
    once.former().orElseThrow().seen().register(new Nonce(7));
    Lookup.Stale again = (Lookup.Stale) jobs.findStale(last.id());
    assertThat(again.former().orElseThrow().seen().contains(new Nonce(7))).isTrue();
  }

  @Test
  void theCurrentJobIsNeverIssuedAgain() {
    assertThat(jobs.issue(TEMPLATE_16, EASIEST)).isPresent();

    assertThat(jobs.issue(TEMPLATE_16, EASIEST)).isEmpty();
    assertThat(jobs.issue(VectorJobs.templateOf(VECTOR_16), EASIEST)).isEmpty();
    assertThat(jobs.issue(TEMPLATE_16, easy(1))).isPresent();
    assertThat(jobs.issue(TEMPLATE_17, easy(1))).isPresent();
  }

  @Test
  void idsNeverRepeatWithinASession() {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      JobTemplate template = i % 2 == 0 ? TEMPLATE_16 : TEMPLATE_17;
      ids.add(jobs.issue(template, EASIEST).orElseThrow().id());
    }

    assertThat(ids).hasSize(200).allMatch(id -> id.matches("[0-9a-f]{16}"));
  }

  @Test
  void jobsWithTheSameHeaderShareTheirNonces() {
    Job first = jobs.issue(TEMPLATE_16, easy(1)).orElseThrow();
    Job second = jobs.issue(TEMPLATE_16, easy(2)).orElseThrow();
    Job other = jobs.issue(TEMPLATE_17, EASIEST).orElseThrow();
    Job again = jobs.issue(TEMPLATE_17, easy(3)).orElseThrow();

    assertThat(second.header()).isEqualTo(first.header());
    assertThat(seen(other)).isSameAs(seen(again));
  }

  @Test
  void whatWasSeenOfAHeaderStaysKnownWhileOtherJobsComeAndGo() {
    Job first = jobs.issue(TEMPLATE_16, easy(1)).orElseThrow();
    seen(first).register(new Nonce(7));
    Job later = jobs.issue(ExtendedJobBookTest.later(30), easy(1)).orElseThrow();

    assertThat(seen(first).contains(new Nonce(7))).isTrue();
    assertThat(seen(later).contains(new Nonce(7))).isFalse();
    seen(later).register(new Nonce(8));

    Job again = jobs.issue(TEMPLATE_16, easy(1)).orElseThrow();
    assertThat(again.header()).isEqualTo(first.header());
    assertThat(seen(again).contains(new Nonce(7))).isTrue();
    assertThat(seen(again).contains(new Nonce(8))).isFalse();
    assertThat(seen(later).contains(new Nonce(8))).isTrue();
  }

  @Test
  void aJobMadeAgainForAShareIsTheJobThatWasIssued() {
    Job older = jobs.issue(TEMPLATE_16, easy(1)).orElseThrow();
    Job current = jobs.issueAgain(ExtendedJobBookTest.later(30), easy(2));

    assertThat(((Lookup.Live) jobs.find(older.id(), TIP_16)).job()).isEqualTo(older);
    assertThat(((Lookup.Live) jobs.find(current.id(), TIP_16)).job()).isEqualTo(current);
    assertThat(jobs.find(current.id().toUpperCase(Locale.ROOT), TIP_16))
        .isInstanceOf(Lookup.Unknown.class);
  }

  private SeenSolutions seen(Job job) {
    return ((Lookup.Live) jobs.find(job.id(), job.previousBlockHash())).seen();
  }

  @Test
  void twoSessionsNeverGetTheSameHeader() {
    Job mine = jobs.issue(TEMPLATE_16, EASIEST).orElseThrow();
    Job theirs = newBook(2).issue(TEMPLATE_16, EASIEST).orElseThrow();

    assertThat(mine.header()).isNotEqualTo(theirs.header());
  }

  @Test
  void aJobPinsWhatItsSharesAreJudgedBy() {
    Job job = jobs.issue(TEMPLATE_16, easy(1)).orElseThrow();
    jobs.issue(TEMPLATE_17, EASIEST);

    assertThat(job.share()).isEqualTo(easy(1));
    assertThat(job.height()).isEqualTo(16);
    assertThat(job.key().hex()).isEqualTo(VECTOR_16.text("randomx_key"));
    assertThat(job.networkTarget()).isEqualTo(VECTOR_16.template().networkTarget());
    assertThat(job.extranonce()).isEqualTo(new Extranonce(7, 1));
  }

  @Test
  void aShareTargetHarderThanTheNetworksIsReplacedByTheNetworks() {
    Job job = jobs.issue(TEMPLATE_16, ShareTarget.of(Difficulty.of(1_000_000))).orElseThrow();

    assertThat(job.share().target()).isEqualTo(job.networkTarget());
    assertThat(job.share().difficulty()).isEqualTo(Difficulty.ofTarget(job.networkTarget()));
  }
}
