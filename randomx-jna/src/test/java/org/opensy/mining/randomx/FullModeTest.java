package org.opensy.mining.randomx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The only tests that fill a dataset (2.1 GiB, 25 s on two threads), and they fill one. */
class FullModeTest {

  private static final RandomXLibrary LIBRARY = RandomXLibrary.load(Optional.empty());
  private static final RandomXSettings SETTINGS =
      RandomXSettings.of(RandomXMode.FULL).withThreads(2);

  /** Stands for the vectors' key, which has 12 bytes and not 32. */
  private static final RandomXKey KEY = new RandomXKey(new byte[RandomXKey.LENGTH]);

  private final ExecutorService background = Executors.newFixedThreadPool(3);

  @AfterEach
  void stopThreads() {
    background.shutdownNow();
  }

  private static KeyedHasher vectorHasher(RandomXKey key) {
    return new KeyedHasher(RandomXCache.create(LIBRARY, Vectors.KEY, SETTINGS));
  }

  @Test
  void preparedKeyHashesLightAtOnceAndFullFromManyThreadsLater() throws Exception {
    try (KeyedHashers hashers =
        new KeyedHashers(LIBRARY, SETTINGS, background, FullModeTest::vectorHasher)) {
      hashers.prepare(KEY).join();
      assertThat(hashers.state(KEY)).isEqualTo(KeyedHashers.KeyState.LIGHT);
      assertVectors(hashers);
      assertThat(hashers.report().keys()).isEqualTo(new RandomXReport.Keys(1, 0));
      assertThat(hashers.report().flags().has(RandomXFlags.FULL_MEM)).isFalse();

      Await.until("the dataset is ready", 600, () -> fullyReady(hashers));
      assertThat(hashers.report().keys()).isEqualTo(new RandomXReport.Keys(1, 1));
      assertThat(hashers.report().flags().has(RandomXFlags.FULL_MEM)).isTrue();
      assertThat(hashers.report().mode()).isEqualTo(RandomXMode.FULL);
      Callable<Void> vectors = () -> assertVectors(hashers);
      List<Callable<Void>> work = IntStream.range(0, 16).mapToObj(any -> vectors).toList();
      for (Future<Void> hashed : background.invokeAll(work)) {
        hashed.get();
      }
      assertThat(hashers.prepare(KEY)).isCompleted();
    }
  }

  private static boolean fullyReady(KeyedHashers hashers) {
    return hashers.state(KEY) == KeyedHashers.KeyState.FULL;
  }

  private static Void assertVectors(KeyedHashers hashers) {
    for (Map.Entry<String, String> vector : Vectors.HASH_OF_INPUT.entrySet()) {
      byte[] input = Vectors.bytes(vector.getKey());
      assertThat(Vectors.hex(hashers.hash(KEY, input))).isEqualTo(vector.getValue());
    }
    return null;
  }

  @Test
  void closingTheHasherCancelsTheInitialisationOfItsDataset() throws Exception {
    KeyedHasher hasher = vectorHasher(KEY);
    CountDownLatch helping = new CountDownLatch(1);
    CompletableFuture<Void> upgrade =
        CompletableFuture.runAsync(
            () ->
                hasher.upgrade(
                    slices -> {
                      helping.countDown();
                      background.execute(slices);
                    }),
            background);
    helping.await();
    hasher.close();
    assertThatThrownBy(upgrade::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(RandomXException.class)
        .hasMessageContaining("cancelled");
    assertThatThrownBy(() -> hasher.hash(new byte[80])).isInstanceOf(IllegalStateException.class);
  }
}
