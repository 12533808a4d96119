package org.opensy.mining.pool.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compact sizes and bounds of the chain's serialisation. */
class WireTest {
  private static final long SEED = 0x5eed_0004L;

  private static WireReader reader(String hex) {
    return new WireReader(HexFormat.of().parseHex(hex));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "252, fc",
    "253, fdfd00",
    "65535, fdffff",
    "65536, fe00000100",
    "4294967295, feffffffff",
    "4294967296, ff0000000001000000",
    "9223372036854775807, ffffffffffffffff7f"
  })
  void aCompactSizeHasItsShortestForm(long value, String hex) {
    assertThat(new WireWriter().compactSize(value).toArray())
        .isEqualTo(HexFormat.of().parseHex(hex));
    assertThat(reader(hex).compactSize()).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "fd",
        "fdfd",
        "fe000001",
        "ff00000000010000", // cut off
        "fdfc00",
        "feffff0000",
        "ffffffffff00000000", // not the shortest
        "ffffffffffffffffff" // above 2^63-1
      })
  void aCompactSizeThatTheNodeWouldRefuseIsRefused(String hex) {
    assertThatThrownBy(() -> reader(hex).compactSize()).isInstanceOf(ChainFormatException.class);
  }

  @Test
  void everyCompactSizeSurvivesTheRoundTrip() {
    Random random = new Random(SEED);
    for (int i = 0; i < 2000; i++) {
      long value = random.nextLong() >>> (1 + random.nextInt(63));
      WireReader in = new WireReader(new WireWriter().compactSize(value).toArray());

      assertThat(in.compactSize()).as("seed %x", SEED).isEqualTo(value);
      assertThat(in.remaining()).isZero();
    }
  }

  @Test
  void aLengthBeyondTheDataAllocatesNothing() {
    assertThatThrownBy(() -> reader("ffffffffffffffff7f00").variableBytes())
        .isInstanceOf(ChainFormatException.class);
    assertThatThrownBy(() -> reader("feffffff7f00").count(41))
        .isInstanceOf(ChainFormatException.class);
  }

  @Test
  void aCountIsAtMostWhatTheRestOfTheDataCanHold() {
    assertThat(reader("02" + "00".repeat(4)).count(2)).isEqualTo(2);
    assertThat(reader("02" + "00".repeat(5)).count(2)).isEqualTo(2);
    assertThat(reader("00").count(2)).isZero();
    assertThatThrownBy(() -> reader("02" + "00".repeat(3)).count(2))
        .isInstanceOf(ChainFormatException.class)
        .hasMessage("count 2 is more than the data can hold");
  }

  @Test
  void theLastByteIsReadAndNoneBehindIt() {
    WireReader in = reader("0aff");

    assertThat(in.peek(1)).isEqualTo(255);
    assertThatThrownBy(() -> in.peek(2)).isInstanceOf(ChainFormatException.class);
    assertThat(in.position()).isZero();
    assertThat(in.unsignedByte()).isEqualTo(10);
    assertThat(in.position()).isEqualTo(1);
    assertThat(in.bytes(1)).containsExactly(-1);
    assertThat(in.bytes(0)).isEmpty();
    assertThatThrownBy(() -> in.bytes(1))
        .isInstanceOf(ChainFormatException.class)
        .hasMessage("data ends at byte 2, 1 more were expected");
    assertThatThrownBy(() -> in.bytes(-1)).isInstanceOf(ChainFormatException.class);
  }

  @Test
  void everyNumberNeedsAllOfItsBytes() {
    assertThatThrownBy(() -> reader("").unsignedByte()).isInstanceOf(ChainFormatException.class);
    assertThatThrownBy(() -> reader("010203").int32()).isInstanceOf(ChainFormatException.class);
    assertThatThrownBy(() -> reader("010203").uint32()).isInstanceOf(ChainFormatException.class);
    assertThatThrownBy(() -> reader("01020304050607").int64())
        .isInstanceOf(ChainFormatException.class);
    assertThatThrownBy(() -> reader("00".repeat(31)).hash())
        .isInstanceOf(ChainFormatException.class);
  }

  @Test
  void integersAreLittleEndian() {
    byte[] data =
        new WireWriter().int32(0x01020304).uint32(0xfffefdfcL).int64(0x0102030405060708L).toArray();

    assertThat(HexFormat.of().formatHex(data)).isEqualTo("04030201fcfdfeff0807060504030201");
    WireReader in = new WireReader(data);
    assertThat(in.int32()).isEqualTo(0x01020304);
    assertThat(in.uint32()).isEqualTo(0xfffefdfcL);
    assertThat(in.int64()).isEqualTo(0x0102030405060708L);
    in.requireEnd();
  }
}
