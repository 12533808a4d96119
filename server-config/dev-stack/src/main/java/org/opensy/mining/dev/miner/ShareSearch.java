package org.opensy.mining.dev.miner;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.opensy.mining.randomx.KeyedHashers;
import org.opensy.mining.randomx.RandomXKey;
import org.opensy.mining.randomx.RandomXLibrary;
import org.opensy.mining.randomx.RandomXMode;
import org.opensy.mining.randomx.RandomXSettings;
import org.opensy.mining.stratum.protocol.StratumJob;

/** Finds nonces in light mode. Never the same nonce twice in one search. Thread-safe. */
public final class ShareSearch implements AutoCloseable {
  private final KeyedHashers hashers;
  private final AtomicInteger nextNonce = new AtomicInteger();

  /**
   * A share.
   *
   * @param jobId what was worked on
   * @param nonce 8 hex digits
   * @param result 64 hex digits
   */
  public record Found(String jobId, String nonce, String result) {}

  /** Loads the library from the usual places; one key is built when its first job comes. */
  public ShareSearch() {
    Executor here = Runnable::run;
    hashers =
        new KeyedHashers(
            RandomXLibrary.load(Optional.empty()), RandomXSettings.of(RandomXMode.LIGHT), here);
  }

  /** The next nonce whose hash meets the job's target. */
  public Found share(StratumJob job) {
    return next(job, hash -> job.target().isMetBy(hash));
  }

  /**
   * The next nonce whose hash is as wanted. As in XMRig, the top byte of a nonce that is not zero
   * in the job stays as it is.
   */
  public Found next(StratumJob job, Predicate<byte[]> wanted) {
    RandomXKey key = new RandomXKey(job.seedHashBytes());
    byte[] blob = job.blobBytes();
    ByteBuffer view = ByteBuffer.wrap(blob).order(ByteOrder.LITTLE_ENDIAN);
    int given = view.getInt(job.nonceOffset());
    int free = given == 0 ? -1 : 0xFFFFFF;
    while (true) {
      view.putInt(job.nonceOffset(), (given & ~free) | (nextNonce.getAndIncrement() & free));
      byte[] hash = hashers.hash(key, blob);
      if (wanted.test(hash)) {
        HexFormat hex = HexFormat.of();
        String nonce = hex.formatHex(blob, job.nonceOffset(), job.nonceOffset() + Integer.BYTES);
        return new Found(job.jobId(), nonce, hex.formatHex(hash));
      }
    }
  }

  @Override
  public void close() {
    hashers.close();
  }
}
