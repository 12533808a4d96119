package org.opensy.mining.randomx;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Hashes a published vector of RandomX (its own test suite, tests.cpp) in light mode: 0.4 s. */
final class SelfTest {

  private static final String KEY = "test key 000";
  private static final String INPUT = "This is a test";
  private static final String EXPECTED =
      "639183aae1bf4c9a35884cb46b09cad9175f04efd7684e7262a0ac1c2f0b4e3f";

  private SelfTest() {}

  /**
   * @throws RandomXException when the hash is another, or the memory for it cannot be had
   */
  static void run(RandomXLibrary library) {
    RandomXSettings settings =
        RandomXSettings.of(RandomXMode.LIGHT).withLargePages(false).withThreads(1);
    try (RandomXCache cache =
            RandomXCache.create(library, KEY.getBytes(StandardCharsets.US_ASCII), settings);
        RandomXVm vm = cache.createVm()) {
      String hash = HexFormat.of().formatHex(vm.hash(INPUT.getBytes(StandardCharsets.US_ASCII)));
      if (!hash.equals(EXPECTED)) {
        throw new RandomXException(
            "the self-test gave the hash " + hash + " instead of " + EXPECTED);
      }
    }
  }
}
