package org.opensy.mining.randomx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyedHasherTest {

  private static final int THREADS = 8;
  private static final RandomXLibrary LIBRARY = RandomXLibrary.load(Optional.empty());
  private static final RandomXSettings SETTINGS =
      RandomXSettings.of(RandomXMode.LIGHT).withThreads(3);

  @Test
  void moreThreadsThanMachinesGetTheHashesOfOneThread() throws Exception {
    try (RandomXCache cache = RandomXCache.create(LIBRARY, Vectors.KEY, SETTINGS);
        RandomXVm single = cache.createVm();
        KeyedHasher shared = new KeyedHasher(RandomXCache.create(LIBRARY, Vectors.KEY, SETTINGS))) {
      Map<String, String> expected = new HashMap<>(Vectors.HASH_OF_INPUT);
      for (int input = 0; input < 20; input++) {
        expected.put("input " + input, Vectors.hex(single.hash(Vectors.bytes("input " + input))));
      }
      Callable<Map<String, String>> all = () -> hashAll(shared, expected);
      ExecutorService threads = Executors.newFixedThreadPool(THREADS);
      try {
        List<Callable<Map<String, String>>> work =
            IntStream.range(0, THREADS).mapToObj(thread -> all).toList();
        for (Future<Map<String, String>> result : threads.invokeAll(work)) {
          assertThat(result.get()).isEqualTo(expected);
        }
      } finally {
        threads.shutdownNow();
      }
    }
  }

  private static Map<String, String> hashAll(KeyedHasher hasher, Map<String, String> inputs) {
    Map<String, String> hashes = new HashMap<>();
    inputs.keySet().forEach(in -> hashes.put(in, Vectors.hex(hasher.hash(Vectors.bytes(in)))));
    return hashes;
  }
}
