package org.opensy.mining.coopmine.coordinator.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensy.mining.coopmine.coordinator.Samples.job;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
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
  private final ShareHandler shareHandler =
      new ShareHandler(jobStore, ShareHandlerTest::hash, 1, this::submit, CLOCK);
  private final WorkerRegistry workers = new WorkerRegistry(9, Duration.ofMinutes(1), Samples.NOON);
  private final WorkerSession worker = register(1);
  private ClusterJob current;

  /** Stands in for RandomX: lowest of hashes, with the nonce's bytes at its beginning. */
  private static byte[] hash(RandomXKey key, byte[] input) {
    byte[] hash = new byte[32];
    System.arraycopy(input, 76, hash, 0, 4);
    return hash;
  }

  private CompletableFuture<PoolReply> submit(PoolJob job, int nonce, byte[] result) {
    atThePool.add(nonce);
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
  void isBusyWhenRandomXFails() {
    ProofOfWork broken =
        (key, input) -> {
          throw new RandomXException("no memory");
        };
    ShareHandler blind = new ShareHandler(jobStore, broken, 1, this::submit, CLOCK);
    ShareClaim claim = new ShareClaim(current.sequence(), 7, rightHash(current, 7));
    assertThat(blind.handle(worker, claim).join().outcome()).isEqualTo(Outcome.BUSY);
    assertThat(atThePool).isEmpty();
  }

  @Test
  void aShareThatWaitedWhileANewJobCameIsNotHashed() throws Exception {
    CountDownLatch hashing = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    List<byte[]> hashed = new CopyOnWriteArrayList<>();
    ProofOfWork slow =
        (key, input) -> {
          hashed.add(input);
          hashing.countDown();
          await(go);
          return hash(key, input);
        };
    ShareHandler handler = new ShareHandler(jobStore, slow, 1, this::submit, CLOCK);
    FutureTask<ShareVerdict> first = verdictOf(handler, 7);
    new Thread(first).start();
    await(hashing);
    FutureTask<ShareVerdict> second = verdictOf(handler, 8);
    Thread waiting = new Thread(second);
    waiting.start();
    while (waiting.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    jobStore.publish(job("b", 6, 2));
    go.countDown();
    assertThat(first.get().outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(second.get().outcome()).isEqualTo(Outcome.STALE_JOB);
    assertThat(hashed).hasSize(1);
  }

  private FutureTask<ShareVerdict> verdictOf(ShareHandler handler, int nonce) {
    ShareClaim claim = new ShareClaim(current.sequence(), nonce, rightHash(current, nonce));
    return new FutureTask<>(() -> handler.handle(worker, claim).join());
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
