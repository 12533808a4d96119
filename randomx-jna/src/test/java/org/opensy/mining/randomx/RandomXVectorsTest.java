package org.opensy.mining.randomx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Light mode, one thread. Vectors: RandomX's own tests.cpp, and blocks that a real node accepted.
 */
class RandomXVectorsTest {

  private static final RandomXLibrary LIBRARY = RandomXLibrary.load(Optional.empty());
  private static final RandomXSettings SETTINGS =
      RandomXSettings.of(RandomXMode.LIGHT).withThreads(2);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void vectorsOfRandomXComeOutWithAndWithoutSecureJit(boolean secure) {
    byte[] key = "test key 000".getBytes(StandardCharsets.US_ASCII);
    try (RandomXCache cache = RandomXCache.create(LIBRARY, key, SETTINGS.withSecureJit(secure));
        RandomXVm vm = cache.createVm()) {
      assertThat(hash(vm, "This is a test"))
          .isEqualTo("639183aae1bf4c9a35884cb46b09cad9175f04efd7684e7262a0ac1c2f0b4e3f");
      assertThat(hash(vm, "Lorem ipsum dolor sit amet"))
          .isEqualTo("300a0adb47603dedb42228ccb2b211104f4da45af709cd7547cd049e9489c969");
    }
  }

  @Test
  void everyAcceptedBlockHasItsHashUnderItsKey() {
    try (HasherRing ring =
        new HasherRing(LIBRARY, SETTINGS.withKeys(2), command -> command.run())) {
      for (AcceptedBlock block : AcceptedBlock.all()) {
        assertThat(HexFormat.of().formatHex(ring.hash(block.key(), block.header())))
            .as("height %d", block.height())
            .isEqualTo(block.randomxHash());
      }
    }
  }

  @Test
  void doubleArithmeticOfTheThreadIsUnchangedAfterAHash() {
    List<AcceptedBlock> blocks = AcceptedBlock.all();
    try (KeyedHasher hasher = KeyedHasher.light(LIBRARY, blocks.get(0).key(), SETTINGS)) {
      hasher.hash(blocks.get(0).header());
      // 1/3 is rounded down to nearest; a changed rounding mode gives another last digit.
      double third = Double.parseDouble("1") / Double.parseDouble("3");
      assertThat(third).isEqualTo(0x1.5555555555555p-2);
      assertThat(third * 2).isEqualTo(0x1.5555555555555p-1);
    }
  }

  private static String hash(RandomXVm vm, String input) {
    return HexFormat.of().formatHex(vm.hash(input.getBytes(StandardCharsets.US_ASCII)));
  }
}
