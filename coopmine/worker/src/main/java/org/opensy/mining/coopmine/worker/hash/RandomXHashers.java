package org.opensy.mining.coopmine.worker.hash;

import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.opensy.mining.randomx.MemoryPages;
import org.opensy.mining.randomx.MemoryRule;
import org.opensy.mining.randomx.RandomXCache;
import org.opensy.mining.randomx.RandomXDataset;
import org.opensy.mining.randomx.RandomXKey;
import org.opensy.mining.randomx.RandomXLibrary;
import org.opensy.mining.randomx.RandomXMode;
import org.opensy.mining.randomx.RandomXSettings;
import org.opensy.mining.randomx.RandomXVm;

/** Hashers of librandomx, from a cache in light mode and a dataset in full mode. Thread-safe. */
public final class RandomXHashers implements HasherFactory {
  private final RandomXLibrary library;
  private final RandomXSettings settings;
  private final RandomXMode mode;
  private final Executor helpers;

  /**
   * Decides on light or full mode now.
   *
   * @param helpers runs the initialisation of datasets together with the preparing thread
   */
  public RandomXHashers(RandomXLibrary library, RandomXSettings settings, Executor helpers) {
    this.library = library;
    this.settings = settings;
    this.mode = MemoryRule.decide(settings.mode(), MemoryRule.availableBytes());
    this.helpers = helpers;
  }

  /** Light or full. */
  public RandomXMode mode() {
    return mode;
  }

  @Override
  public boolean oneAtATime() {
    return mode == RandomXMode.FULL;
  }

  @Override
  public HasherSource prepare(RandomXKey key, BooleanSupplier cancelled) {
    RandomXCache cache = RandomXCache.create(library, key.bytes(), settings);
    if (mode == RandomXMode.LIGHT) {
      return new Machines(key, "light", cache.pages(), cache::createVm, cache::close);
    }
    try (cache) {
      RandomXDataset dataset = RandomXDataset.create(cache, helpers, cancelled);
      return new Machines(key, "full", dataset.pages(), dataset::createVm, dataset::close);
    }
  }

  private record Machines(
      RandomXKey key,
      String mode,
      MemoryPages pages,
      Supplier<RandomXVm> machines,
      Runnable release)
      implements HasherSource {
    @Override
    public String description() {
      return "mode=" + mode + " pages=" + pages;
    }

    @Override
    public Hasher newHasher() {
      return new Machine(machines.get());
    }

    @Override
    public void close() {
      release.run();
    }
  }

  private record Machine(RandomXVm machine) implements Hasher {
    @Override
    public byte[] hash(byte[] input) {
      return machine.hash(input);
    }

    @Override
    public void close() {
      machine.close();
    }
  }
}
