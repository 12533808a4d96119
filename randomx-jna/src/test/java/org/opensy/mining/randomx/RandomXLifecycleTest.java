package org.opensy.mining.randomx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Close, use after close, close in any order, never closed at all. */
class RandomXLifecycleTest {

  private static final byte[] INPUT = Vectors.bytes("This is a test");
  private static final String HASH = Vectors.HASH_OF_INPUT.get("This is a test");

  private static final RandomXLibrary LIBRARY = RandomXLibrary.load(Optional.empty());
  private static final RandomXSettings SETTINGS =
      RandomXSettings.of(RandomXMode.LIGHT).withThreads(2);

  private static RandomXCache cache;

  @BeforeAll
  static void buildOneCacheForAll() {
    cache = newCache();
  }

  @AfterAll
  static void freeIt() {
    cache.close();
  }

  private static RandomXCache newCache() {
    return RandomXCache.create(LIBRARY, Vectors.KEY, SETTINGS);
  }

  @Test
  void closedMachineRefusesToHash() {
    RandomXVm vm = cache.createVm();
    vm.close();
    vm.close();
    assertThatThrownBy(() -> vm.hash(INPUT)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void closedCacheRefusesNewMachinesWhileTheOldOnesHashOn() {
    RandomXCache own = newCache();
    NativeResource memory = own.share();
    memory.release();
    try (RandomXVm vm = own.createVm()) {
      own.close();
      own.close();
      assertThatThrownBy(own::createVm).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> RandomXDataset.create(own, Runnable::run, () -> false))
          .isInstanceOf(IllegalStateException.class);
      assertThat(memory.isFreed()).isFalse();
      assertThat(Vectors.hex(vm.hash(INPUT))).isEqualTo(HASH);
    }
    assertThat(memory.isFreed()).isTrue();
  }

  @Test
  void closedHasherRefusesToHashAndToUpgrade() {
    KeyedHasher hasher = new KeyedHasher(newCache());
    hasher.close();
    hasher.close();
    assertThatThrownBy(() -> hasher.hash(INPUT)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> hasher.upgrade(Runnable::run))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void machineClosedByOneThreadIsAnExceptionInTheOthers() {
    for (int round = 0; round < 10; round++) {
      RandomXVm vm = cache.createVm();
      CompletableFuture<Void> first = CompletableFuture.runAsync(() -> hashUntilClosed(vm));
      CompletableFuture<Void> second = CompletableFuture.runAsync(() -> hashUntilClosed(vm));
      assertThat(Vectors.hex(vm.hash(INPUT))).isEqualTo(HASH);
      vm.close();
      CompletableFuture.allOf(first, second).join();
    }
  }

  private static void hashUntilClosed(RandomXVm vm) {
    try {
      while (true) {
        assertThat(Vectors.hex(vm.hash(INPUT))).isEqualTo(HASH);
      }
    } catch (IllegalStateException closed) {
      assertThat(closed).hasMessageContaining("closed");
    }
  }

  @Test
  void hasherClosedWhileManyThreadsHashFinishesThoseInsideAndFreesItsMemory() {
    RandomXCache own = newCache();
    NativeResource memory = own.share();
    memory.release();
    KeyedHasher hasher = new KeyedHasher(own);
    CompletableFuture<?>[] hashing = new CompletableFuture<?>[6];
    for (int thread = 0; thread < hashing.length; thread++) {
      hashing[thread] = CompletableFuture.runAsync(() -> hashUntilClosed(hasher));
    }
    assertThat(Vectors.hex(hasher.hash(INPUT))).isEqualTo(HASH);
    hasher.close();
    CompletableFuture.allOf(hashing).join();
    assertThat(memory.isFreed()).isTrue();
  }

  private static void hashUntilClosed(KeyedHasher hasher) {
    Optional<byte[]> hash = hasher.tryHash(INPUT);
    while (hash.isPresent()) {
      assertThat(Vectors.hex(hash.get())).isEqualTo(HASH);
      hash = hasher.tryHash(INPUT);
    }
  }

  @Test
  void whatIsNeverClosedIsFreedAfterGarbageCollection() {
    NativeResource memory = leakAHasherWithMachines();
    Await.until(
        "the leaked hasher's memory is freed",
        60,
        () -> {
          System.gc();
          return memory.isFreed();
        });
  }

  private static NativeResource leakAHasherWithMachines() {
    RandomXCache leaked = newCache();
    NativeResource memory = leaked.share();
    memory.release();
    assertThat(Vectors.hex(new KeyedHasher(leaked).hash(INPUT))).isEqualTo(HASH);
    assertThat(memory.isFreed()).isFalse();
    return memory;
  }

  @Test
  void keysOutsideOneToSixtyBytesAreRefused() {
    assertThatThrownBy(() -> RandomXCache.create(LIBRARY, new byte[0], SETTINGS))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RandomXCache.create(LIBRARY, new byte[61], SETTINGS))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void emptyInputIsHashed() {
    try (RandomXVm vm = cache.createVm()) {
      assertThat(vm.hash(new byte[0]))
          .hasSize(RandomXVm.HASH_LENGTH)
          .isEqualTo(vm.hash(new byte[0]));
    }
  }
}
