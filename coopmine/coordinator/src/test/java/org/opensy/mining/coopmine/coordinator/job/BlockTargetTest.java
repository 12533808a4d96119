package org.opensy.mining.coopmine.coordinator.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.opensy.mining.coopmine.coordinator.Samples;
import org.opensy.mining.coopmine.protocol.NonceBlob;

class BlockTargetTest {
  private static final int BITS = 72;

  @Test
  void aResultAtMostAsLargeAsTheTargetOfTheHeaderIsABlock() {
    // Compact form 0x1f00ffff: ff ff at the third and fourth bytes from the top.
    PoolJob job = job("ffff001f", 76);
    byte[] result = new byte[32];
    result[29] = (byte) 0xff;
    result[28] = (byte) 0xff;
    assertThat(BlockTarget.isMetBy(job, result)).isTrue();
    result[0] = 1;
    assertThat(BlockTarget.isMetBy(job, result)).isFalse();
    result[29] = 0;
    assertThat(BlockTarget.isMetBy(job, result)).isTrue();
    result[30] = 1;
    assertThat(BlockTarget.isMetBy(job, result)).isFalse();
  }

  @Test
  void ofABlobThatIsNoHeaderNobodyKnows() {
    assertThat(BlockTarget.isMetBy(job("ffff001f", 39), new byte[32])).isFalse();
    assertThat(BlockTarget.isMetBy(job("00000000", 76), new byte[32])).isFalse();
    assertThat(BlockTarget.isMetBy(job("ffffffff", 76), new byte[32])).isFalse();
  }

  private static PoolJob job(String bits, int nonceOffset) {
    byte[] header = new byte[80];
    System.arraycopy(HexFormat.of().parseHex(bits), 0, header, BITS, 4);
    PoolJob any = Samples.job("job", 1, 0);
    return new PoolJob(
        any.origin(), new NonceBlob(header, nonceOffset), any.key(), any.target(), any.height());
  }
}
