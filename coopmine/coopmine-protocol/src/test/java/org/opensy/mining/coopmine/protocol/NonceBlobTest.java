package org.opensy.mining.coopmine.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NonceBlobTest {
  @Test
  void putsTheNonceInLeastSignificantByteFirstAndTouchesNothingElse() {
    byte[] pattern = new byte[80];
    Arrays.fill(pattern, (byte) 0x55);
    byte[] input = new NonceBlob(pattern, 39).withNonce(0xa1b2c3d4);
    byte[] expected = pattern.clone();
    expected[39] = (byte) 0xd4;
    expected[40] = (byte) 0xc3;
    expected[41] = (byte) 0xb2;
    expected[42] = (byte) 0xa1;
    assertThat(input).isEqualTo(expected);
  }

  @Test
  void takesANonceAtTheVeryEndButNotBeyond() {
    assertThat(new NonceBlob(new byte[80], 76).nonceOffset()).isEqualTo(76);
    assertThatThrownBy(() -> new NonceBlob(new byte[80], 77))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no nonce at byte 77 of a blob of 80 bytes");
    assertThatThrownBy(() -> new NonceBlob(new byte[80], -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new NonceBlob(new byte[4097], 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void doesNotSeeLaterChangesOfItsSource() {
    byte[] source = new byte[80];
    NonceBlob blob = new NonceBlob(source, 76);
    source[0] = 1;
    assertThat(blob.bytes()).isEqualTo(new byte[80]);
    assertThat(blob).isEqualTo(new NonceBlob(new byte[80], 76));
    assertThat(blob).isNotEqualTo(new NonceBlob(new byte[80], 39));
  }
}
