package org.opensy.mining.coopmine.coordinator.job;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.opensy.mining.stratum.protocol.Target;

/**
 * Tells shares that are blocks. A blob whose nonce is at byte 76 is a block header, which has the
 * compact form of the network's target before it; of other blobs nobody here knows.
 */
public final class BlockTarget {
  private static final int NONCE_OF_A_HEADER = 76;
  private static final int BITS = 72;

  private BlockTarget() {}

  /**
   * Whether a share of the job is a block.
   *
   * @param result 32 bytes
   */
  public static boolean isMetBy(PoolJob job, byte[] result) {
    if (job.blob().nonceOffset() != NONCE_OF_A_HEADER) {
      return false;
    }
    byte[] header = job.blob().bytes();
    int compact = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(BITS);
    int exponent = compact >>> 24;
    int mantissa = compact & 0x7fffff;
    BigInteger target = BigInteger.valueOf(mantissa).shiftLeft(8 * (exponent - 3));
    return target.signum() > 0 && target.bitLength() <= 256 && Target.of(target).isMetBy(result);
  }
}
