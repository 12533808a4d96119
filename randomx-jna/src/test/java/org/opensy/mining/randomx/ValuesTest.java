package org.opensy.mining.randomx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be said without the native library. */
class ValuesTest {

  private static final String GENESIS =
      "50cd54253affdd9f84bc3662369a4afc279014842d9b4263da69a2595215fb67";

  @Test
  void keyIsAValueThatNobodyCanChange() {
    RandomXKey key = RandomXKey.ofHex(GENESIS);
    byte[] copy = key.bytes();
    copy[0] = 0;
    assertThat(key)
        .isEqualTo(RandomXKey.ofHex(GENESIS))
        .hasSameHashCodeAs(RandomXKey.ofHex(GENESIS));
    assertThat(key.hex()).isEqualTo(GENESIS).isEqualTo(key.toString());
    assertThat(key).isNotEqualTo(new RandomXKey(copy));
    byte[] source = key.bytes();
    RandomXKey fromSource = new RandomXKey(source);
    source[0] = 0;
    assertThat(fromSource).isEqualTo(key);
  }

  @Test
  void keyHas32Bytes() {
    assertThatThrownBy(() -> new RandomXKey(new byte[31])).hasMessageContaining("31");
    assertThatThrownBy(() -> RandomXKey.ofHex(GENESIS + "00"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void flagsOfOtherAlgorithmsAndOfMemoryAreNotDetected() {
    assertThat(RandomXFlags.detected(0x80 | 1 | 2 | 4 | 8 | 64).names())
        .containsExactly("HARD_AES", "JIT", "ARGON2_AVX2");
    assertThat(new RandomXFlags(0)).hasToString("DEFAULT");
    assertThat(new RandomXFlags(2).with(8)).hasToString("HARD_AES|JIT");
    assertThat(new RandomXFlags(10).without(2).has(2)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"auto,AUTO", "Light,LIGHT", "' FULL ',FULL"})
  void modeIsReadInAnyCase(String text, RandomXMode mode) {
    assertThat(RandomXMode.of(text)).isEqualTo(mode);
  }

  @Test
  void unknownModeIsRefusedWithTheAllowedOnes() {
    assertThatThrownBy(() -> RandomXMode.of("fast")).hasMessageContaining("auto, light or full");
  }

  @Test
  void settingsNeedAThreadAndAKey() {
    RandomXSettings settings = RandomXSettings.of(RandomXMode.LIGHT);
    assertThatThrownBy(() -> settings.withThreads(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> settings.withKeys(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void autoMeansFullFromTwoKeysAndAGibibyteOn() {
    long enough = MemoryRule.NEEDED_FOR_FULL;
    assertThat(MemoryRule.decide(RandomXMode.AUTO, enough)).isEqualTo(RandomXMode.FULL);
    assertThat(MemoryRule.decide(RandomXMode.AUTO, enough - 1)).isEqualTo(RandomXMode.LIGHT);
    assertThat(MemoryRule.decide(RandomXMode.FULL, 0)).isEqualTo(RandomXMode.FULL);
    assertThat(MemoryRule.decide(RandomXMode.LIGHT, enough)).isEqualTo(RandomXMode.LIGHT);
    assertThat(MemoryRule.availableBytes()).isPositive();
  }

  @Test
  void meminfoIsInKibibytes() {
    List<String> meminfo = List.of("MemTotal:       24033420 kB", "MemAvailable:    1024 kB");
    assertThat(MemoryRule.bytes(meminfo, "MemAvailable:")).isEqualTo(1L << 20);
    assertThat(MemoryRule.bytes(meminfo, "Missing:")).isZero();
  }

  @ParameterizedTest
  @CsvSource({"7f0000001000,TRANSPARENT", "7f0010000000,SMALL", "10,SMALL"})
  void pagesAreThoseOfTheMappingThatHoldsTheAddress(String address, MemoryPages pages) {
    List<String> smaps =
        List.of(
            "7f0000000000-7f0010000000 rw-p 00000000 00:00 0 ",
            "Size:             262144 kB",
            "Rss:              262144 kB",
            "AnonHugePages:    260096 kB",
            "7f0010000000-7f0020000000 rw-p 00000000 00:00 0          [heap]",
            "Rss:              262144 kB",
            "AnonHugePages:      2048 kB");
    assertThat(HugePages.inForce(smaps, Long.parseLong(address, 16))).isEqualTo(pages);
  }

  @Test
  void nativeMemoryIsFreedOnceByItsLastUser() {
    AtomicInteger freed = new AtomicInteger();
    NativeResource resource = new NativeResource(new Memory(1), any -> freed.incrementAndGet());
    assertThat(resource.retain()).isTrue();
    resource.release();
    assertThat(freed).hasValue(0);
    resource.release();
    assertThat(freed).hasValue(1);
    assertThat(resource.retain()).isFalse();
    assertThatThrownBy(resource::release).isInstanceOf(IllegalStateException.class);
    assertThat(freed).hasValue(1);
  }

  @Test
  void allocatorIsAskedWithLargePagesFirstAndItsNullNeverPassedOn() {
    RandomXFlags flags = new RandomXFlags(RandomXFlags.JIT);
    Pointer memory = new Memory(1);
    assertThat(Allocation.of("it", flags, true, bits -> memory).largePages()).isTrue();
    Allocation plain = Allocation.of("it", flags, true, bits -> bits == 8 ? memory : null);
    assertThat(plain).isEqualTo(new Allocation(memory, flags));
    assertThatThrownBy(() -> Allocation.of("a cache", flags, true, bits -> null))
        .isInstanceOf(RandomXException.class)
        .hasMessageContaining("a cache")
        .hasMessageContaining("JIT");
  }
}
