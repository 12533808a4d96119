package org.opensy.mining.randomx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Light mode, one thread. */
class RandomXVectorsTest {

  private static final RandomXLibrary LIBRARY = RandomXLibrary.load(Optional.empty());
  private static final RandomXSettings SETTINGS = RandomXSettings.of(RandomXMode.LIGHT);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void vectorsOfRandomXComeOutWithAndWithoutSecureJit(boolean secure) {
    RandomXSettings settings = SETTINGS.withSecureJit(secure);
    try (RandomXCache cache = RandomXCache.create(LIBRARY, Vectors.KEY, settings);
        RandomXVm vm = cache.createVm()) {
      Vectors.HASH_OF_INPUT.forEach(
          (input, hash) ->
              assertThat(Vectors.hex(vm.hash(Vectors.bytes(input)))).as(input).isEqualTo(hash));
    }
  }

  @Test
  void everyAcceptedBlockHasItsHashUnderItsKey() {
    try (KeyedHashers hashers = new KeyedHashers(LIBRARY, SETTINGS.withKeys(2), Runnable::run)) {
      for (AcceptedBlock block : AcceptedBlock.all()) {
        assertThat(Vectors.hex(hashers.hash(block.key(), block.header())))
            .as("height %d", block.height())
            .isEqualTo(block.randomxHash());
      }
    }
  }

  /** hash_first and hash_next leave another rounding mode behind; calculate_hash must not. */
  @Test
  void doubleArithmeticOfTheThreadIsUnchangedAfterManyHashes() {
    AcceptedBlock block = AcceptedBlock.all().get(0);
    try (KeyedHasher hasher = KeyedHasher.light(LIBRARY, block.key(), SETTINGS)) {
      for (int nonce = 0; nonce < 32; nonce++) {
        byte[] header = block.header();
        header[79] = (byte) nonce;
        hasher.hash(header);
        double one = nonce / (double) Math.max(nonce, 1) + (nonce == 0 ? 1 : 0);
        assertThat(one / 3).as("1/3, to nearest").isEqualTo(0x1.5555555555555p-2);
        assertThat(one / 10).as("1/10, to nearest").isEqualTo(0x1.999999999999ap-4);
        assertThat(-one / 10).as("-1/10, to nearest").isEqualTo(-0x1.999999999999ap-4);
      }
    }
  }
}
