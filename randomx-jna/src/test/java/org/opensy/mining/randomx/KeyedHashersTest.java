package org.opensy.mining.randomx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every key is the vectors' key here, so that a hash can be checked; builds are counted. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KeyedHashersTest {

  private static final byte[] INPUT = Vectors.bytes("This is a test");
  private static final String HASH = Vectors.HASH_OF_INPUT.get("This is a test");
  private static final RandomXKey A = key(1);
  private static final RandomXKey B = key(2);
  private static final RandomXKey C = key(3);

  private static final RandomXLibrary LIBRARY = RandomXLibrary.load(Optional.empty());
  private static final RandomXSettings SETTINGS =
      RandomXSettings.of(RandomXMode.LIGHT).withThreads(2).withKeys(2);

  private final ExecutorService background = Executors.newFixedThreadPool(2);
  private final Map<RandomXKey, CountDownLatch> held = new ConcurrentHashMap<>();
  private final Map<RandomXKey, Integer> builds = new ConcurrentHashMap<>();
  private final KeyedHashers hashers = new KeyedHashers(LIBRARY, SETTINGS, background, this::build);

  private static RandomXKey key(int number) {
    byte[] bytes = new byte[RandomXKey.LENGTH];
    bytes[0] = (byte) number;
    return new RandomXKey(bytes);
  }

  private KeyedHasher build(RandomXKey key) {
    builds.merge(key, 1, Integer::sum);
    awaitRelease(key);
    return new KeyedHasher(RandomXCache.create(LIBRARY, Vectors.KEY, SETTINGS));
  }

  private void awaitRelease(RandomXKey key) {
    try {
      held.getOrDefault(key, new CountDownLatch(0)).await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException("the test ended while a build was held", interrupted);
    }
  }

  private void hold(RandomXKey key) {
    held.put(key, new CountDownLatch(1));
  }

  private void assertHashes(RandomXKey key) {
    assertThat(Vectors.hex(hashers.hash(key, INPUT))).isEqualTo(HASH);
  }

  @AfterEach
  void close() {
    held.values().forEach(CountDownLatch::countDown);
    hashers.close();
    background.shutdownNow();
  }

  @Test
  void hashingGoesOnUnderOneKeyWhileAnotherIsBuilt() {
    hashers.prepare(A).join();
    hold(B);
    CompletableFuture<Void> next = hashers.prepare(B);
    Await.until("the build of B has begun", 60, () -> builds.containsKey(B));
    for (int hash = 0; hash < 5; hash++) {
      assertHashes(A);
    }
    assertThat(next).isNotDone();
    assertThat(hashers.state(B)).isEqualTo(KeyedHashers.KeyState.BUILDING);
    held.get(B).countDown();
    next.join();
    assertHashes(B);
    assertThat(builds).containsEntry(A, 1).containsEntry(B, 1);
  }

  @Test
  void firstHashUnderAnUnknownKeyBuildsItWithoutHoldingUpTheOthers() {
    hashers.prepare(A).join();
    hold(B);
    CompletableFuture<byte[]> first = CompletableFuture.supplyAsync(() -> hashers.hash(B, INPUT));
    Await.until("the build of B has begun", 60, () -> builds.containsKey(B));
    assertHashes(A);
    held.get(B).countDown();
    assertThat(Vectors.hex(first.join())).isEqualTo(HASH);
  }

  @Test
  void hashDoesNotWaitForABusyExecutorToBuildItsKey() {
    KeyedHashers stuck = new KeyedHashers(LIBRARY, SETTINGS, neverRun -> {}, this::build);
    try (stuck) {
      CompletableFuture<Void> prepared = stuck.prepare(A);
      assertThat(Vectors.hex(stuck.hash(A, INPUT))).isEqualTo(HASH);
      assertThat(prepared).isNotDone();
      assertThat(stuck.prepare(A)).isCompleted();
    }
  }

  @Test
  void keyUsedLongestAgoGoesWhenThereAreTooMany() {
    assertHashes(A);
    assertHashes(B);
    assertHashes(A);
    assertHashes(C);
    assertThat(List.of(hashers.state(A), hashers.state(B), hashers.state(C)))
        .containsExactly(
            KeyedHashers.KeyState.LIGHT, KeyedHashers.KeyState.ABSENT, KeyedHashers.KeyState.LIGHT);
    assertHashes(B);
    assertThat(builds).containsEntry(B, 2);
  }

  @Test
  void keysThatAreNotRetainedGoAndComeBackWhenHashed() {
    assertHashes(A);
    assertHashes(B);
    hashers.retain(List.of(B));
    assertThat(hashers.state(A)).isEqualTo(KeyedHashers.KeyState.ABSENT);
    assertThat(hashers.state(B)).isEqualTo(KeyedHashers.KeyState.LIGHT);
    assertHashes(A);
  }

  @Test
  void hashesStayRightWhileTheirKeyIsEvictedAgainAndAgain() {
    AtomicBoolean enough = new AtomicBoolean();
    List<CompletableFuture<Void>> hashing =
        List.of(hashUntil(enough), hashUntil(enough), hashUntil(enough));
    Await.until(
        "evicted and rebuilt six times",
        120,
        () -> {
          hashers.retain(List.of());
          return builds.getOrDefault(A, 0) > 6;
        });
    enough.set(true);
    CompletableFuture.allOf(hashing.toArray(new CompletableFuture<?>[0])).join();
  }

  private CompletableFuture<Void> hashUntil(AtomicBoolean enough) {
    return CompletableFuture.runAsync(
        () -> {
          while (!enough.get()) {
            assertHashes(A);
          }
        });
  }

  @Test
  void keyGivenUpDuringItsBuildIsClosedWhenTheBuildEnds() {
    hold(A);
    CompletableFuture<Void> prepared = hashers.prepare(A);
    Await.until("the build of A has begun", 60, () -> builds.containsKey(A));
    hashers.retain(List.of());
    held.remove(A).countDown();
    prepared.join();
    assertThat(hashers.state(A)).isEqualTo(KeyedHashers.KeyState.ABSENT);
    assertHashes(A);
  }

  @Test
  void failedBuildIsReportedAndTriedAgain() {
    AtomicBoolean broken = new AtomicBoolean(true);
    try (KeyedHashers fragile =
        new KeyedHashers(LIBRARY, SETTINGS, background, key -> fail(key, broken))) {
      assertThatThrownBy(() -> fragile.hash(A, INPUT))
          .isInstanceOf(RandomXException.class)
          .hasMessageContaining(A.hex())
          .hasMessageContaining("no memory");
      assertThat(fragile.prepare(A)).failsWithin(Duration.ofMinutes(1));
      assertThat(fragile.state(A)).isEqualTo(KeyedHashers.KeyState.ABSENT);
      broken.set(false);
      assertThat(Vectors.hex(fragile.hash(A, INPUT))).isEqualTo(HASH);
    }
  }

  private KeyedHasher fail(RandomXKey key, AtomicBoolean broken) {
    if (broken.get()) {
      throw new RandomXException("no memory");
    }
    return build(key);
  }

  @Test
  void refusalOfTheExecutorFailsThePreparationButNotTheHash() {
    background.shutdown();
    assertThatThrownBy(() -> hashers.prepare(A).join())
        .hasCauseInstanceOf(RejectedExecutionException.class);
    assertHashes(A);
  }

  @Test
  void closedRingRefusesEverything() {
    assertHashes(A);
    hashers.close();
    hashers.close();
    assertThatThrownBy(() -> hashers.hash(A, INPUT)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> hashers.prepare(A)).isInstanceOf(IllegalStateException.class);
    assertThat(hashers.state(A)).isEqualTo(KeyedHashers.KeyState.ABSENT);
  }

  @Test
  void reportNamesLibraryFlagsPagesAndMode() {
    assertThat(hashers.report().keys()).isEqualTo(new RandomXReport.Keys(0, 0));
    assertHashes(A);
    RandomXReport report = hashers.report();
    assertThat(report.library()).isEqualTo(LIBRARY.origin());
    assertThat(report.mode()).isEqualTo(RandomXMode.LIGHT);
    assertThat(report.keys()).isEqualTo(new RandomXReport.Keys(1, 0));
    assertThat(report.toString()).contains("mode=light", "pages=" + report.pages());
  }
}
