package org.opensy.mining.coopmine.worker.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.coopmine.protocol.NonceBlob;
import org.opensy.mining.coopmine.protocol.NonceSpan;
import org.opensy.mining.randomx.RandomXException;
import org.opensy.mining.randomx.RandomXKey;

/** Hashing threads with hashes that happen one by one, when the test allows them. */
class HashThreadsTest {
  private static final RandomXKey KEY_1 = RandomXKey.ofHex("11".repeat(32));
  private static final RandomXKey KEY_2 = RandomXKey.ofHex("22".repeat(32));
  private static final long PATIENCE_SECONDS = 30;

  private final Semaphore mayHash = new Semaphore(0);
  private final Semaphore hasHashed = new Semaphore(0);
  private final Queue<Integer> hashed = new ConcurrentLinkedQueue<>();
  private final Queue<String> shares = new ConcurrentLinkedQueue<>();
  private final AtomicInteger openHashers = new AtomicInteger();
  private final AtomicInteger openSources = new AtomicInteger();
  private final CountDownLatch secondKeyAskedFor = new CountDownLatch(1);
  private final Semaphore mayPrepareSecondKey = new Semaphore(0);
  private final AtomicBoolean shareFails = new AtomicBoolean();
  private final AtomicBoolean prepareFails = new AtomicBoolean();
  private final AtomicBoolean hasherFails = new AtomicBoolean();
  private boolean oneAtATime;
  private HashThreads hashThreads;

  private void start() {
    hashThreads =
        HashThreads.start(1, new Factory(), this::found, Executors.defaultThreadFactory());
  }

  private void found(Task task, int nonce, byte[] result) {
    failIf(shareFails);
    shares.add(task.sequence() + ":" + nonce);
  }

  private static void failIf(AtomicBoolean once) {
    if (once.getAndSet(false)) {
      throw new IllegalStateException("zip file closed");
    }
  }

  @AfterEach
  void stop() {
    mayHash.release(1000);
    mayPrepareSecondKey.release(1000);
    hashThreads.close();
    assertThat(openHashers).hasValue(0);
    assertThat(openSources).hasValue(0);
  }

  private void hash(int count) throws InterruptedException {
    mayHash.release(count);
    assertThat(hasHashed.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  /** The thread is inside a hash of its present job, so an update finds it there. */
  private void awaitNextHashBegun() {
    await(mayHash::hasQueuedThreads);
  }

  private static Task task(long sequence, RandomXKey key, int first, int count) {
    NonceSupply supply = new NonceSupply(() -> {});
    supply.add(new NonceSpan(first, count));
    byte[] blob = new byte[80];
    blob[0] = (byte) sequence;
    return new Task(sequence, new NonceBlob(blob, 76), key, 1L << 62, supply);
  }

  @Test
  void hashesTheNoncesInOrderAndReportsThoseBelowTheTarget() throws InterruptedException {
    start();
    hashThreads.update(TaskUpdate.work(task(1, KEY_1, 5, 100), false));
    hash(4);
    assertThat(hashed).containsExactly(5, 6, 7, 8);
    hash(1);
    // The stand-in's hash is below the target for even nonces only.
    assertThat(shares).startsWith("1:6", "1:8");
    assertThat(hashThreads.meter().total()).isGreaterThanOrEqualTo(4);
  }

  @Test
  void turnsToANewJobWithinOneHash() throws InterruptedException {
    start();
    hashThreads.update(TaskUpdate.work(task(1, KEY_1, 0, 1000), false));
    hash(3);
    awaitNextHashBegun();
    Task next = task(2, KEY_1, 5000, 1000);
    hashThreads.update(TaskUpdate.work(next, false));
    awaitCurrent(next);
    hash(4);
    // One hash of the old job had begun.
    assertThat(hashed).containsExactly(0, 1, 2, 3, 5000, 5001, 5002);
  }

  @Test
  void stopsWhenToldAndGoesOnWithTheSameMemory() throws InterruptedException {
    start();
    hashThreads.update(TaskUpdate.work(task(1, KEY_1, 0, 1000), false));
    hash(1);
    awaitNextHashBegun();
    hashThreads.update(TaskUpdate.STOP);
    await(() -> !hashThreads.isHashing());
    hash(1);
    hashThreads.update(TaskUpdate.work(task(2, KEY_1, 500, 10), false));
    hash(2);
    assertThat(List.copyOf(hashed).subList(0, 3)).containsExactly(0, 1, 500);
    assertThat(openSources).hasValue(1);
  }

  @Test
  void stopsForANewKeyWhenTheOldJobIsWorthless() throws InterruptedException {
    start();
    hashThreads.update(TaskUpdate.work(task(1, KEY_1, 0, 1000), false));
    hash(1);
    awaitNextHashBegun();
    hashThreads.update(TaskUpdate.work(task(2, KEY_2, 9000, 10), false));
    assertThat(secondKeyAskedFor.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(hashThreads.isHashing()).isFalse();
    hash(1);
    mayPrepareSecondKey.release();
    hash(1);
    assertThat(hashed).startsWith(0, 1, 9000);
  }

  @Test
  void goesOnWithTheOldJobWhileTheNewKeyIsPreparedIfThatIsStillGood() throws InterruptedException {
    start();
    hashThreads.update(TaskUpdate.work(task(1, KEY_1, 0, 1000), false));
    hash(1);
    awaitNextHashBegun();
    Task next = task(2, KEY_2, 9000, 10);
    hashThreads.update(TaskUpdate.work(next, true));
    assertThat(secondKeyAskedFor.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    hash(10);
    assertThat(hashed).startsWith(0, 1, 2, 3).doesNotContain(9000);
    mayPrepareSecondKey.release();
    awaitCurrent(next);
    hash(3);
    assertThat(hashed).contains(9000);
  }

  @Test
  void givesTheOldMemoryBackFirstWhenThereIsRoomForOneKeyOnly() throws InterruptedException {
    oneAtATime = true;
    start();
    hashThreads.update(TaskUpdate.work(task(1, KEY_1, 0, 1000), false));
    hash(1);
    awaitNextHashBegun();
    hashThreads.update(TaskUpdate.work(task(2, KEY_2, 9000, 10), true));
    await(() -> !hashThreads.isHashing());
    mayHash.release(1);
    assertThat(secondKeyAskedFor.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(openHashers).hasValue(0);
    assertThat(openSources).hasValue(0);
    mayPrepareSecondKey.release();
    hash(2);
    assertThat(hashed).contains(9000);
  }

  @Test
  void aFailureThatNobodyExpectsCostsTheJobOnly() throws InterruptedException {
    shareFails.set(true);
    prepareFails.set(true);
    start();
    hashThreads.update(TaskUpdate.work(task(1, KEY_1, 0, 100), false));
    await(() -> !prepareFails.get());
    hashThreads.update(TaskUpdate.work(task(2, KEY_1, 0, 100), false));
    hash(1);
    await(() -> !shareFails.get());
    hashThreads.update(TaskUpdate.work(task(3, KEY_1, 10, 100), false));
    hash(3);
    assertThat(hashed).startsWith(0, 10, 11, 12);
    assertThat(shares).startsWith("3:10");
  }

  @Test
  void aThreadThatGotNoHasherIsNotWaitedFor() throws InterruptedException {
    oneAtATime = true;
    hasherFails.set(true);
    start();
    hashThreads.update(TaskUpdate.work(task(1, KEY_1, 0, 100), false));
    await(() -> !hasherFails.get());
    hashThreads.update(TaskUpdate.work(task(2, KEY_2, 9000, 10), false));
    assertThat(secondKeyAskedFor.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    mayPrepareSecondKey.release();
    hash(1);
    assertThat(hashed).startsWith(9000);
  }

  private void awaitCurrent(Task task) {
    await(() -> hashThreads.isHashing(task));
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - deadline).isNegative();
      Thread.onSpinWait();
    }
  }

  private final class Factory implements HasherFactory {
    @Override
    public boolean oneAtATime() {
      return oneAtATime;
    }

    @Override
    public HasherSource prepare(RandomXKey key, BooleanSupplier cancelled) {
      if (key.equals(KEY_2)) {
        secondKeyAskedFor.countDown();
        try {
          mayPrepareSecondKey.acquire();
        } catch (InterruptedException e) {
          throw new RandomXException("interrupted");
        }
      }
      failIf(prepareFails);
      openSources.incrementAndGet();
      return new Source(key);
    }
  }

  private final class Source implements HasherSource {
    private final RandomXKey key;

    Source(RandomXKey key) {
      this.key = key;
    }

    @Override
    public RandomXKey key() {
      return key;
    }

    @Override
    public String description() {
      return "stand-in";
    }

    @Override
    public Hasher newHasher() {
      if (hasherFails.getAndSet(false)) {
        throw new UnsupportedOperationException("no such machine");
      }
      openHashers.incrementAndGet();
      return new StandIn();
    }

    @Override
    public void close() {
      openSources.decrementAndGet();
    }
  }

  /** Top bits are zero for even nonces, and ones for odd ones. */
  private final class StandIn implements Hasher {
    @Override
    public byte[] hash(byte[] input) {
      mayHash.acquireUninterruptibly();
      int nonce = (input[76] & 0xff) | (input[77] & 0xff) << 8;
      hashed.add(nonce);
      byte[] hash = new byte[32];
      hash[31] = (byte) (nonce % 2 == 0 ? 0 : 0xff);
      hasHashed.release();
      return hash;
    }

    @Override
    public void close() {
      openHashers.decrementAndGet();
    }
  }
}
