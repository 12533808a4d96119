package org.opensy.mining.pool.job;

import java.nio.ByteBuffer;
import org.opensy.mining.pool.chain.AcceptedBlock;
import org.opensy.mining.randomx.RandomXKey;
import org.opensy.mining.stratum.protocol.Difficulty;

/** Jobs made from the golden vectors, for the tests of job and share. */
public final class VectorJobs {
  /** A share target that every hash meets. */
  public static final ShareTarget EASIEST = ShareTarget.of(Difficulty.of(1));

  private VectorJobs() {}

  /** What the jobs of the accepted block's template have in common. */
  public static JobTemplate templateOf(AcceptedBlock vector) {
    return JobTemplate.of(
        vector.template(), RandomXKey.ofHex(vector.text("randomx_key")), vector.payee());
  }

  /** The session that found the accepted block. */
  public static Extranonce extranonceOf(AcceptedBlock vector) {
    ByteBuffer bytes = ByteBuffer.wrap(vector.extranonce());
    return new Extranonce(bytes.getInt(), bytes.getInt());
  }

  /** The job that the accepted block solves. */
  public static Job jobOf(AcceptedBlock vector) {
    return templateOf(vector).jobFor("1", extranonceOf(vector), EASIEST);
  }
}
