package org.opensy.mining.coopmine.coordinator.share;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.opensy.mining.coopmine.coordinator.Samples.job;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.coopmine.coordinator.Samples;
import org.opensy.mining.coopmine.coordinator.job.ClusterJob;
import org.opensy.mining.coopmine.coordinator.job.JobStore;
import org.opensy.mining.coopmine.coordinator.job.PoolJob;
import org.opensy.mining.coopmine.coordinator.pool.PoolReply;
import org.opensy.mining.coopmine.coordinator.share.ShareVerdict.Outcome;
import org.opensy.mining.coopmine.coordinator.worker.ShareTally;
import org.opensy.mining.coopmine.coordinator.worker.Standing;
import org.opensy.mining.coopmine.coordinator.worker.WorkerRegistry;
import org.opensy.mining.coopmine.coordinator.worker.WorkerSession;
import org.opensy.mining.coopmine.protocol.SubmitReply;
import org.opensy.mining.randomx.RandomXException;
import org.opensy.mining.randomx.RandomXKey;

class ShareHandlerTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Samples.NOON);

  private final JobStore jobStore = new JobStore(0);
  private final List<Integer> atThePool = new ArrayList<>();
  private PoolReply reply = new PoolReply.Accepted();
  private final List<byte[]> hashed = new CopyOnWriteArrayList<>();
  private ProofOfWork proofOfWork = ShareHandlerTest::hash;
  private boolean sampled;
  private boolean silent;
  private final List<CompletableFuture<PoolReply>> unanswered = new ArrayList<>();
  private final ShareHandler shareHandler = handler(Runnable::run);
  private final WorkerRegistry workers =
      new WorkerRegistry(99, Duration.ofMinutes(1), Samples.NOON);
  private final WorkerSession worker = register(1);
  private ClusterJob current;

  /** Stands in for RandomX: lowest of hashes, with the nonce's bytes at its beginning. */
  private static byte[] hash(RandomXKey key, byte[] input) {
    byte[] hash = new byte[32];
    System.arraycopy(input, 76, hash, 0, 4);
    return hash;
  }

  private ShareHandler handler(Executor executor) {
    return new ShareHandler(
        jobStore,
        this::counted,
        new ShareHandler.Threads(executor, 1),
        this::submit,
        CLOCK,
        () -> sampled);
  }

  private byte[] counted(RandomXKey key, byte[] input) {
    hashed.add(input);
    return proofOfWork.hash(key, input);
  }

  private CompletableFuture<PoolReply> submit(PoolJob job, int nonce, byte[] result) {
    atThePool.add(nonce);
    if (silent) {
      unanswered.add(new CompletableFuture<>());
      return unanswered.get(unanswered.size() - 1);
    }
    return CompletableFuture.completedFuture(reply);
  }

  private WorkerSession register(int instance) {
    return workers.register(Samples.registration(instance), Samples.NOON).orElseThrow();
  }

  @BeforeEach
  void publish() {
    current = jobStore.publish(job("a", 5, 1));
    assertThat(current.nonces().grant(worker.number(), 100)).isPresent();
  }

  private static byte[] rightHash(ClusterJob job, int nonce) {
    return hash(Samples.KEY, job.pool().blob().withNonce(nonce));
  }

  private ShareVerdict take(ClusterJob job, int nonce) {
    return take(worker, new ShareClaim(job.sequence(), nonce, rightHash(job, nonce)));
  }

  private ShareVerdict take(WorkerSession from, ShareClaim claim) {
    return shareHandler.handle(from, claim).join();
  }

  private ShareTally.Counts counts() {
    return worker.tally().counts(Samples.NOON);
  }

  @Test
  void handsAGoodShareToThePoolAndCountsIt() {
    assertThat(take(current, 7)).isEqualTo(new ShareVerdict(Outcome.ACCEPTED, ""));
    assertThat(atThePool).containsExactly(7);
    assertThat(counts().accepted()).isEqualTo(1);
    assertThat(counts().verifiedHashRate()).isPositive();
  }

  @Test
  void bringsThePoolsWordsBack() {
    reply = new PoolReply.Refused("Low difficulty share");
    assertThat(take(current, 7))
        .isEqualTo(new ShareVerdict(Outcome.REJECTED_BY_POOL, "Low difficulty share"));
    reply = new PoolReply.Lost("gone");
    assertThat(take(current, 8)).isEqualTo(new ShareVerdict(Outcome.POOL_AWAY, "gone"));
    assertThat(counts().refused()).isEqualTo(Map.of("rejected_by_pool", 1L, "pool_away", 1L));
  }

  @Test
  void refusesTheSameNonceTwice() {
    assertThat(take(current, 7).outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(take(current, 7).outcome()).isEqualTo(Outcome.DUPLICATE);
    assertThat(atThePool).hasSize(1);
  }

  @Test
  void refusesNoncesOfOthersAndOfNobody() {
    WorkerSession other = register(2);
    assertThat(current.nonces().grant(other.number(), 100)).isPresent();
    ShareClaim claim = new ShareClaim(current.sequence(), 7, rightHash(current, 7));
    assertThat(take(other, claim).outcome()).isEqualTo(Outcome.FOREIGN_NONCE);
    assertThat(take(current, 150).outcome()).isEqualTo(Outcome.FOREIGN_NONCE);
    assertThat(take(current, 200).outcome()).isEqualTo(Outcome.FOREIGN_NONCE);
    assertThat(take(current, 99).outcome()).isEqualTo(Outcome.ACCEPTED);
  }

  @Test
  void tellsUnknownAndStaleJobsApart() {
    ShareClaim unknown = new ShareClaim(99, 7, rightHash(current, 7));
    assertThat(take(worker, unknown).outcome()).isEqualTo(Outcome.UNKNOWN_JOB);
    jobStore.publish(job("b", 6, 2));
    assertThat(take(current, 7).outcome()).isEqualTo(Outcome.STALE_JOB);
    assertThat(atThePool).isEmpty();
  }

  @Test
  void refusesAWrongHashWithoutAskingThePool() {
    byte[] claimed = rightHash(current, 8);
    assertThat(take(worker, new ShareClaim(current.sequence(), 7, claimed)).outcome())
        .isEqualTo(Outcome.WRONG_HASH);
    assertThat(atThePool).isEmpty();
    assertThat(counts().refused()).isEqualTo(Map.of("wrong_hash", 1L));
    assertThat(counts().verifiedHashRate()).isZero();
  }

  @Test
  void refusesResultsAboveTheTargetOrOfTheWrongLength() {
    byte[] high = rightHash(current, 7);
    high[31] = (byte) 0xff;
    assertThat(take(worker, new ShareClaim(current.sequence(), 7, high)).outcome())
        .isEqualTo(Outcome.LOW_DIFFICULTY);
    assertThat(take(worker, new ShareClaim(current.sequence(), 7, new byte[31])).outcome())
        .isEqualTo(Outcome.MALFORMED);
    assertThat(take(current, 7).outcome()).isEqualTo(Outcome.ACCEPTED);
  }

  @Test
  void letsThePoolJudgeWhenRandomXFails() {
    proofOfWork =
        (key, input) -> {
          throw new RandomXException("no memory");
        };
    assertThat(take(current, 7).outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(atThePool).containsExactly(7);
    assertThat(worker.standing().level(Samples.NOON)).isEqualTo(Standing.Level.CHECKED);
  }

  private void earnTrust() {
    for (int nonce = 0; nonce < Standing.TRUSTED_AFTER; nonce++) {
      assertThat(worker.standing().level(Samples.NOON)).isEqualTo(Standing.Level.CHECKED);
      assertThat(take(current, nonce).outcome()).isEqualTo(Outcome.ACCEPTED);
    }
    assertThat(worker.standing().level(Samples.NOON)).isEqualTo(Standing.Level.TRUSTED);
    assertThat(hashed).hasSize(Standing.TRUSTED_AFTER);
    hashed.clear();
    atThePool.clear();
  }

  private ShareVerdict takeWrong(int nonce) {
    return take(worker, new ShareClaim(current.sequence(), nonce, rightHash(current, nonce + 1)));
  }

  @Test
  void aTrustedWorkersShareGoesToThePoolWithoutAHash() {
    earnTrust();
    double before = counts().verifiedHashRate();

    assertThat(take(current, 50).outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(take(current, 50).outcome()).isEqualTo(Outcome.DUPLICATE);
    assertThat(atThePool).containsExactly(50);
    assertThat(hashed).isEmpty();
    assertThat(counts().verifiedHashRate()).isGreaterThan(before);
  }

  @Test
  void aSampledShareOfATrustedWorkerIsHashedAfterThePoolHasIt() {
    earnTrust();
    sampled = true;
    proofOfWork =
        (key, input) -> {
          assertThat(atThePool).contains(50);
          return hash(key, input);
        };

    assertThat(take(current, 50).outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(hashed).hasSize(1);
    assertThat(worker.standing().level(Samples.NOON)).isEqualTo(Standing.Level.TRUSTED);
  }

  @Test
  void aWrongShareInASampleEndsTheTrust() {
    earnTrust();
    sampled = true;

    assertThat(takeWrong(50).outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(worker.standing().level(Samples.NOON)).isEqualTo(Standing.Level.CHECKED);
    assertThat(takeWrong(51).outcome()).isEqualTo(Outcome.WRONG_HASH);
    assertThat(atThePool).containsExactly(50);
  }

  @Test
  void whatThePoolDoesNotTakeIsHashedAndTellsWhoseFaultItWas() {
    earnTrust();
    reply = new PoolReply.Refused("Stale share");
    assertThat(take(current, 50).outcome()).isEqualTo(Outcome.REJECTED_BY_POOL);
    assertThat(worker.standing().level(Samples.NOON)).isEqualTo(Standing.Level.TRUSTED);
    assertThat(takeWrong(51).outcome()).isEqualTo(Outcome.REJECTED_BY_POOL);
    assertThat(worker.standing().level(Samples.NOON)).isEqualTo(Standing.Level.CHECKED);
    assertThat(hashed).hasSize(2);
  }

  /** Wrong ones cost the whole cluster its place at the pool if too many get there. */
  @Test
  void ofATrustedWorkerThatGoesWrongOnlyAFewSharesReachThePool() {
    earnTrust();
    silent = true;
    List<CompletableFuture<ShareVerdict>> verdicts = new ArrayList<>();
    for (int nonce = 40; nonce < 60; nonce++) {
      ShareClaim wrong = new ShareClaim(current.sequence(), nonce, rightHash(current, nonce + 1));
      verdicts.add(shareHandler.handle(worker, wrong));
    }

    assertThat(atThePool).containsExactly(40, 41, 42, 43);
    assertThat(hashed).hasSize(Standing.ISOLATED_AFTER);
    assertThat(verdicts.get(4).join().outcome()).isEqualTo(Outcome.WRONG_HASH);
    assertThat(verdicts.get(19).join().outcome()).isEqualTo(Outcome.ISOLATED);
    unanswered.forEach(each -> each.complete(new PoolReply.Refused("wrong")));
    assertThat(verdicts.get(0).join().outcome()).isEqualTo(Outcome.REJECTED_BY_POOL);
  }

  @Test
  void aTrustedWorkersShareGoesUncheckedAgainOnceThePoolHasAnswered() {
    earnTrust();
    silent = true;
    for (int nonce = 40; nonce < 44; nonce++) {
      ShareClaim claim = new ShareClaim(current.sequence(), nonce, rightHash(current, nonce));
      assertThat(shareHandler.handle(worker, claim)).isNotDone();
    }
    unanswered.forEach(each -> each.complete(new PoolReply.Accepted()));
    silent = false;

    assertThat(take(current, 50).outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(hashed).isEmpty();
  }

  @Test
  void aWorkerThatIsWrongTooOftenIsIsolatedAndCostsNothing() {
    for (int nonce = 0; nonce < Standing.ISOLATED_AFTER; nonce++) {
      assertThat(takeWrong(nonce).outcome()).isEqualTo(Outcome.WRONG_HASH);
    }
    assertThat(take(current, 50).outcome()).isEqualTo(Outcome.ISOLATED);
    assertThat(hashed).hasSize(Standing.ISOLATED_AFTER);
    assertThat(atThePool).isEmpty();
    Instant later = Samples.NOON.plus(Standing.ISOLATION);
    assertThat(worker.standing().level(later)).isEqualTo(Standing.Level.CHECKED);
  }

  @Test
  void trustAndIsolationOutliveANewRegistration() {
    earnTrust();
    assertThat(register(1).standing().level(Samples.NOON)).isEqualTo(Standing.Level.TRUSTED);
    assertThat(register(2).standing().level(Samples.NOON)).isEqualTo(Standing.Level.CHECKED);
  }

  /** One of them sends a hundred, the others one each, in the time in which nothing is hashed. */
  @Test
  void aFloodingWorkerIsBusyAloneAndTheOthersHaveTheirTurnAfterItsFirst() {
    Deque<Runnable> later = new ArrayDeque<>();
    ShareHandler handler = handler(later::add);
    List<CompletableFuture<ShareVerdict>> flood = new ArrayList<>();
    for (int nonce = 0; nonce < 100; nonce++) {
      ShareClaim wrong = new ShareClaim(current.sequence(), nonce, rightHash(current, nonce + 1));
      flood.add(handler.handle(worker, wrong));
    }
    List<CompletableFuture<ShareVerdict>> honest = new ArrayList<>();
    for (int i = 2; i < 22; i++) {
      WorkerSession other = registerWithNonces(i);
      int nonce = 100 + (i - 2);
      ShareClaim claim = new ShareClaim(current.sequence(), nonce, rightHash(current, nonce));
      honest.add(handler.handle(other, claim));
    }
    assertThat(later).hasSize(1);
    later.remove().run();

    assertThat(honest).allMatch(each -> each.join().outcome() == Outcome.ACCEPTED);
    assertThat(flood)
        .extracting(each -> each.join().outcome())
        .satisfies(
            verdicts ->
                assertThat(verdicts.stream().collect(groupingBy(each -> each, counting())))
                    .isEqualTo(
                        Map.of(Outcome.BUSY, 36L, Outcome.WRONG_HASH, 5L, Outcome.ISOLATED, 59L)));
    assertThat(hashed).hasSize(25);
    assertThat(nonces(hashed).subList(0, 21)).contains(119);
  }

  private static List<Integer> nonces(List<byte[]> inputs) {
    return inputs.stream()
        .map(input -> ByteBuffer.wrap(input).order(ByteOrder.LITTLE_ENDIAN).getInt(76))
        .toList();
  }

  private WorkerSession registerWithNonces(int instance) {
    WorkerSession other = register(instance);
    assertThat(current.nonces().grant(other.number(), 1)).isPresent();
    return other;
  }

  @Test
  void aShareThatWaitedWhileANewJobCameIsNotHashed() {
    CountDownLatch hashing = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    proofOfWork =
        (key, input) -> {
          hashing.countDown();
          await(go);
          return hash(key, input);
        };
    ShareHandler handler = handler(task -> new Thread(task).start());
    CompletableFuture<ShareVerdict> first = verdictOf(handler, 7);
    await(hashing);
    CompletableFuture<ShareVerdict> second = verdictOf(handler, 8);
    jobStore.publish(job("b", 6, 2));
    go.countDown();
    assertThat(first.join().outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(second.join().outcome()).isEqualTo(Outcome.STALE_JOB);
    assertThat(hashed).hasSize(1);
  }

  private CompletableFuture<ShareVerdict> verdictOf(ShareHandler handler, int nonce) {
    ShareClaim claim = new ShareClaim(current.sequence(), nonce, rightHash(current, nonce));
    return handler.handle(worker, claim);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void hasAWordInTheProtocolForEachOutcome() {
    List<String> words = Stream.of(SubmitReply.Verdict.values()).map(Enum::name).toList();
    assertThat(Outcome.values()).extracting(Enum::name).isSubsetOf(words);
  }
}
