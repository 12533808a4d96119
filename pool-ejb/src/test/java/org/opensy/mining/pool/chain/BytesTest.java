package org.opensy.mining.pool.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BytesTest {
  private static final Bytes BYTES = Bytes.ofHex("00017f80FF");

  @Test
  void hexIsReadInEitherCaseAndWrittenInLowerCase() {
    assertThat(BYTES.toHex()).isEqualTo("00017f80ff");
    assertThat(BYTES).hasToString("00017f80ff");
    assertThat(BYTES.size()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0x", "zz", "00 "})
  void whatIsNoHexIsRefused(String text) {
    assertThatThrownBy(() -> Bytes.ofHex(text)).isInstanceOf(ChainFormatException.class);
  }

  @Test
  void aByteIsReadWithoutASign() {
    assertThat(BYTES.at(2)).isEqualTo(127);
    assertThat(BYTES.at(3)).isEqualTo(128);
    assertThat(BYTES.at(4)).isEqualTo(255);
  }

  @Test
  void everyRunBeginsWithNothingAndWithItselfButWithNothingLonger() {
    assertThat(BYTES.startsWith(Bytes.EMPTY)).isTrue();
    assertThat(BYTES.startsWith(BYTES)).isTrue();
    assertThat(BYTES.startsWith(Bytes.ofHex("0001"))).isTrue();
    assertThat(BYTES.startsWith(Bytes.ofHex("0002"))).isFalse();
    assertThat(BYTES.startsWith(Bytes.ofHex("00017f80ff00"))).isFalse();
  }

  @Test
  void aSliceEndsBeforeItsEnd() {
    assertThat(BYTES.slice(1, 3)).isEqualTo(Bytes.ofHex("017f"));
    assertThat(BYTES.slice(2, 2)).isEqualTo(Bytes.EMPTY);
  }

  @Test
  void aHashStandsInPlaceOfTheBytesThere() {
    Hash256 hash = Hash256.ofInternalHex("ab".repeat(32));
    Bytes before = Bytes.of(new byte[34]);

    assertThat(before.with(1, hash).toHex()).isEqualTo("00" + "ab".repeat(32) + "00");
    assertThat(before).isEqualTo(Bytes.of(new byte[34]));
  }

  @Test
  void runsOfTheSameBytesAreEqual() {
    Bytes same = Bytes.of(BYTES.toArray());

    assertThat(same).isEqualTo(BYTES).hasSameHashCodeAs(BYTES);
    assertThat(Bytes.of(new byte[0])).isSameAs(Bytes.EMPTY);
    assertThat(BYTES).isNotEqualTo(Bytes.EMPTY).isNotEqualTo("00017f80ff");
    assertThat(BYTES.hashCode()).isNotEqualTo(Bytes.ofHex("01").hashCode());
  }

  @Test
  void hashesOfTheSameBytesAreEqual() {
    Hash256 hash = Hash256.ofInternalHex("ab".repeat(32));

    assertThat(hash).isEqualTo(Hash256.ofInternal(hash.toArray())).isNotEqualTo(Hash256.ZERO);
    assertThat(hash).hasSameHashCodeAs(Hash256.ofInternal(hash.toArray()));
    assertThat(hash.hashCode()).isNotEqualTo(Hash256.ZERO.hashCode());
    for (int size : new int[] {0, 31, 33}) {
      assertThatThrownBy(() -> Hash256.ofInternal(new byte[size]))
          .isInstanceOf(ChainFormatException.class)
          .hasMessageContaining("32 bytes");
      assertThatThrownBy(() -> Hash256.wrap(new byte[size]))
          .isInstanceOf(ChainFormatException.class);
      assertThatThrownBy(() -> PowHash.of(new byte[size])).isInstanceOf(ChainFormatException.class);
    }
    assertThat(BlockHash.ofInternal(hash.toArray())).isEqualTo(new BlockHash(hash));
    assertThat(new BlockHash(hash).toArray()).isEqualTo(hash.toArray());
    assertThat(new TransactionId(hash).toArray()).isEqualTo(hash.toArray());
    assertThat(PowHash.of(hash.toArray()).value()).isEqualTo(hash);
  }
}
