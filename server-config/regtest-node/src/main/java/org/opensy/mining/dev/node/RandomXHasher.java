package org.opensy.mining.dev.node;

import java.nio.file.Path;
import java.util.Optional;
import org.opensy.mining.dev.node.chain.HeaderHasher;
import org.opensy.mining.dev.node.wire.Hash256;
import org.opensy.mining.randomx.KeyedHashers;
import org.opensy.mining.randomx.RandomXKey;
import org.opensy.mining.randomx.RandomXLibrary;
import org.opensy.mining.randomx.RandomXMode;
import org.opensy.mining.randomx.RandomXSettings;

/** RandomX in light mode, two keys (512 MiB) at most. Thread-safe. */
final class RandomXHasher implements HeaderHasher, AutoCloseable {
  private static final int KEYS = 2;

  private final KeyedHashers hashers;

  /** Loads the library; caches come to be with the first hash under their key. */
  RandomXHasher(Optional<Path> libraryPath) {
    RandomXSettings settings =
        RandomXSettings.of(RandomXMode.LIGHT).withLargePages(false).withKeys(KEYS);
    hashers = new KeyedHashers(RandomXLibrary.load(libraryPath), settings, Runnable::run);
  }

  @Override
  public byte[] hash(Hash256 keyBlock, byte[] header) {
    return hashers.hash(new RandomXKey(keyBlock.internal()), header);
  }

  @Override
  public void close() {
    hashers.close();
  }
}
