package org.opensy.mining.coopmine.coordinator;

import java.time.Instant;
import org.opensy.mining.coopmine.coordinator.job.PoolJob;
import org.opensy.mining.coopmine.coordinator.worker.Registration;
import org.opensy.mining.coopmine.protocol.NonceBlob;
import org.opensy.mining.randomx.RandomXKey;
import org.opensy.mining.stratum.protocol.Difficulty;
import org.opensy.mining.stratum.protocol.Target;

/** Values for tests. */
public final class Samples {
  public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  public static final Target EASY = Target.ofDifficulty(Difficulty.of(16));
  public static final RandomXKey KEY = RandomXKey.ofHex("11".repeat(32));

  private Samples() {}

  /** A job on the first connection whose blob begins with this byte. */
  public static PoolJob job(String id, long height, int first) {
    return job(1, id, height, first);
  }

  public static PoolJob job(long connection, String id, long height, int first) {
    byte[] blob = new byte[80];
    blob[0] = (byte) first;
    return new PoolJob(
        new PoolJob.Origin(connection, id, "rx/0"), new NonceBlob(blob, 76), KEY, EASY, height);
  }

  public static Registration registration(int instance) {
    return new Registration("worker-" + instance, 2, "%032x".formatted(instance), "test/1");
  }
}
