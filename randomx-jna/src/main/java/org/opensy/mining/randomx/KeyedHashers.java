package org.opensy.mining.randomx;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Several RandomX keys alive at once. {@link #prepare} builds a key in the background; {@link
 * #hash} uses what is ready and never waits for another key's build. Only the first hash under a
 * key that nobody prepared waits for its own cache (0.4 s).
 *
 * <p>In full mode a prepared key hashes light until its dataset is ready; a key that was not
 * prepared stays light. At most {@code keys} of the settings are held, and two with datasets; the
 * one used longest ago goes first. Hashes that run under a key that goes are finished first.
 *
 * <p>Thread-safe.
 */
public final class KeyedHashers implements AutoCloseable {

  /** The state of a key. */
  public enum KeyState {
    /** Neither ready nor being built. */
    ABSENT,
    /** Its cache is being built or waits for a thread. */
    BUILDING,
    /** Hashes from a cache. */
    LIGHT,
    /** Hashes from a dataset. */
    FULL
  }

  private static final Logger LOG = System.getLogger(KeyedHashers.class.getName());
  private static final int DATASETS = 2;

  private final RandomXLibrary library;
  private final RandomXSettings settings;
  private final RandomXMode mode;
  private final Executor executor;
  private final Function<RandomXKey, KeyedHasher> builder;
  private final Map<RandomXKey, HasherEntry> entries = new HashMap<>();
  private long uses;
  private boolean closed;

  /**
   * Decides on light or full mode now, by {@link MemoryRule}.
   *
   * @param executor runs builds; with full mode best with {@code settings.threads()} threads free
   */
  public KeyedHashers(RandomXLibrary library, RandomXSettings settings, Executor executor) {
    this(library, settings, executor, key -> KeyedHasher.light(library, key, settings));
  }

  KeyedHashers(
      RandomXLibrary library,
      RandomXSettings settings,
      Executor executor,
      Function<RandomXKey, KeyedHasher> builder) {
    this.library = library;
    this.settings = settings;
    this.mode = MemoryRule.decide(settings.mode(), MemoryRule.availableBytes());
    this.executor = executor;
    this.builder = builder;
  }

  /**
   * Builds the key in the background, with its dataset in full mode. Harmless to repeat.
   *
   * @return done when {@link #hash} answers at once; failed with a RandomXException or the
   *     executor's RejectedExecutionException
   * @throws IllegalStateException when closed
   */
  public CompletableFuture<Void> prepare(RandomXKey key) {
    HasherEntry entry = use(key);
    boolean upgrade = mode == RandomXMode.FULL && claimDataset(entry);
    if (!upgrade && entry.state() != KeyState.BUILDING) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Void> ready = new CompletableFuture<>();
    try {
      executor.execute(() -> build(entry, upgrade, ready));
    } catch (RejectedExecutionException busy) {
      ready.completeExceptionally(busy);
    }
    return ready;
  }

  private void build(HasherEntry entry, boolean upgrade, CompletableFuture<Void> ready) {
    try {
      KeyedHasher hasher = hasher(entry);
      ready.complete(null);
      if (upgrade) {
        upgrade(entry.key(), hasher);
      }
    } catch (RandomXException failed) {
      LOG.log(
          Level.WARNING,
          "RANDOMX-2001 key not ready key={0}: {1}",
          entry.key(),
          failed.getMessage());
      ready.completeExceptionally(failed);
    }
  }

  private void upgrade(RandomXKey key, KeyedHasher hasher) {
    try {
      if (settings.mode() == RandomXMode.AUTO && !MemoryRule.roomForDataset()) {
        throw new RandomXException("too little memory is free for another dataset");
      }
      hasher.upgrade(executor);
      LOG.log(Level.INFO, "RANDOMX-1003 dataset ready key={0} pages={1}", key, hasher.pages());
    } catch (RandomXException | IllegalStateException failed) {
      LOG.log(Level.WARNING, "RANDOMX-2002 key stays light key={0}: {1}", key, failed.getMessage());
    }
  }

  /**
   * The RandomX hash of {@code input} under {@code key}: 32 bytes.
   *
   * @throws IllegalStateException when closed
   * @throws RandomXException when the key had to be built and could not be
   */
  public byte[] hash(RandomXKey key, byte[] input) {
    while (true) {
      Optional<byte[]> hash = hasher(use(key)).tryHash(input);
      if (hash.isPresent()) {
        return hash.get();
      }
    }
  }

  /** Gives up all other keys, once the hashes that run under them are finished. */
  public void retain(Collection<RandomXKey> keys) {
    List<HasherEntry> others = new ArrayList<>();
    synchronized (this) {
      for (HasherEntry entry : entries.values()) {
        if (!keys.contains(entry.key())) {
          others.add(entry);
        }
      }
      others.forEach(entry -> entries.remove(entry.key()));
    }
    others.forEach(HasherEntry::close);
  }

  /** The state of {@code key}. */
  public KeyState state(RandomXKey key) {
    HasherEntry entry;
    synchronized (this) {
      entry = entries.get(key);
    }
    return entry == null ? KeyState.ABSENT : entry.state();
  }

  /** Light or full: as decided when these hashers were made. */
  public RandomXMode mode() {
    return mode;
  }

  /** What is in force now. */
  public RandomXReport report() {
    List<HasherEntry> present;
    synchronized (this) {
      present = List.copyOf(entries.values());
    }
    return RandomXReport.of(library, settings, mode, present);
  }

  /** The entry, newly made if need be, marked as just used. Evicts outside the lock. */
  private HasherEntry use(RandomXKey key) {
    HasherEntry entry;
    Optional<HasherEntry> evicted = Optional.empty();
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException("the RandomX hashers are closed");
      }
      entry = entries.get(key);
      if (entry == null) {
        evicted = evictBeyond(settings.keys() - 1, any -> true);
        entry = new HasherEntry(key, builder);
        entries.put(key, entry);
      }
      entry.lastUse = ++uses;
    }
    evicted.ifPresent(HasherEntry::close);
    return entry;
  }

  /** True for the first caller, who then has to build the dataset. */
  private boolean claimDataset(HasherEntry entry) {
    Optional<HasherEntry> evicted;
    synchronized (this) {
      if (entry.dataset) {
        return false;
      }
      evicted = evictBeyond(DATASETS - 1, other -> other.dataset);
      entry.dataset = true;
    }
    evicted.ifPresent(HasherEntry::close);
    return true;
  }

  /** Removes the matching entry used longest ago if more than {@code limit} match. */
  private Optional<HasherEntry> evictBeyond(int limit, Predicate<HasherEntry> matching) {
    List<HasherEntry> candidates = entries.values().stream().filter(matching).toList();
    if (candidates.size() <= limit) {
      return Optional.empty();
    }
    HasherEntry oldest = candidates.stream().min(Comparator.comparingLong(e -> e.lastUse)).get();
    entries.remove(oldest.key());
    return Optional.of(oldest);
  }

  /**
   * The entry's hasher; an entry that cannot be built is forgotten, so that the next use retries.
   */
  private KeyedHasher hasher(HasherEntry entry) {
    try {
      return entry.hasher();
    } finally {
      if (entry.isFailed()) {
        synchronized (this) {
          entries.remove(entry.key(), entry);
        }
      }
    }
  }

  /** Refuses new hashes, cancels dataset builds, frees every key. Does not wait. Idempotent. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    retain(List.of());
  }
}
