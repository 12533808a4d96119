package org.opensy.mining.pool.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.stratum.protocol.Target;

class Hash256Test {
  private static final String DISPLAY =
      "000000c4c94f54e5ae60a67df5c113dfbfd9ef872639e2359d15796f27920fd1";
  private static final String INTERNAL =
      "d10f92276f79159d35e2392687efd9bfdf13c1f57da660aee5544fc9c4000000";

  @Test
  void theDisplayOrderIsTheReverseOfTheInternalOne() {
    assertThat(Hash256.ofDisplayHex(DISPLAY)).isEqualTo(Hash256.ofInternalHex(INTERNAL));
    assertThat(Hash256.ofDisplayHex(DISPLAY).internalHex()).isEqualTo(INTERNAL);
    assertThat(Hash256.ofInternalHex(INTERNAL)).hasToString(DISPLAY);
    assertThat(BlockHash.ofDisplayHex(DISPLAY)).hasToString(DISPLAY);
    assertThat(TransactionId.ofInternal(Bytes.ofHex(INTERNAL).toArray())).hasToString(DISPLAY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "zz"})
  void anythingButSixtyFourHexDigitsIsRefused(String end) {
    assertThatThrownBy(() -> Hash256.ofDisplayHex(DISPLAY.substring(4) + end + end + end))
        .isInstanceOf(ChainFormatException.class);
  }

  @Test
  void theBytesCannotBeChangedFromOutside() {
    byte[] bytes = new byte[32];
    Hash256 hash = Hash256.ofInternal(bytes);
    bytes[0] = 1;
    hash.toArray()[0] = 1;

    assertThat(hash).isEqualTo(Hash256.ZERO);
  }

  /** Known answer: SHA-256 of SHA-256 of "hello". */
  @Test
  void sha256dIsSha256Twice() {
    byte[] hello = "hello".getBytes(StandardCharsets.US_ASCII);
    String expected = "9595c9df90075148eb06860365df33584b75bff782a510c6cd4883a419833d50";
    Sha256d sha = new Sha256d();

    assertThat(Sha256d.of(hello).internalHex()).isEqualTo(expected);
    assertThat(sha.hash(new byte[] {'h', 'e'}, new byte[] {'l', 'l', 'o'}))
        .isEqualTo(sha.hash(hello));
  }

  @Test
  void aPowHashIsComparedAsALittleEndianNumber() {
    PowHash hash = PowHash.parse("00".repeat(30) + "0001");
    BigInteger value = BigInteger.ONE.shiftLeft(248);

    assertThat(hash.meets(Target.of(value))).isTrue();
    assertThat(hash.meets(Target.of(value.subtract(BigInteger.ONE)))).isFalse();
    assertThat(hash).hasToString("00".repeat(30) + "0001");
  }
}
