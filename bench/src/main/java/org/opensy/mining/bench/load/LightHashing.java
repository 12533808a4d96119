package org.opensy.mining.bench.load;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.opensy.mining.pool.share.ProofOfWork;
import org.opensy.mining.randomx.KeyedHashers;
import org.opensy.mining.randomx.RandomXKey;
import org.opensy.mining.randomx.RandomXLibrary;
import org.opensy.mining.randomx.RandomXMode;
import org.opensy.mining.randomx.RandomXSettings;

/**
 * RandomX in light mode (256 MiB), from the first hash on; the first under a key takes 0.4 s
 * longer. Thread-safe.
 */
final class LightHashing implements ProofOfWork, AutoCloseable {
  private final ExecutorService builder = Executors.newSingleThreadExecutor();
  private KeyedHashers ring;

  @Override
  public byte[] hash(RandomXKey key, byte[] header) {
    return ring().hash(key, header);
  }

  private synchronized KeyedHashers ring() {
    if (ring == null) {
      RandomXSettings settings = RandomXSettings.of(RandomXMode.LIGHT);
      ring = new KeyedHashers(RandomXLibrary.load(Optional.empty()), settings, builder);
    }
    return ring;
  }

  @Override
  public synchronized void close() {
    if (ring != null) {
      ring.close();
    }
    builder.shutdownNow();
  }
}
