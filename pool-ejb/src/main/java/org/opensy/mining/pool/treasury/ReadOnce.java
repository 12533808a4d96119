package org.opensy.mining.pool.treasury;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Keeps what is expensive to read and never changes. Who asks for something that is just being read
 * waits for that, so nothing is read twice at once. What is not there is asked for again each time,
 * and so is what could not be read.
 *
 * <p>Bounded by the sizes of what it keeps; what was asked for longest ago goes first. The latest
 * is always kept. Thread-safe.
 */
final class ReadOnce<K, V> {
  private final Map<K, V> kept = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<K, CompletableFuture<Optional<V>>> readings = new ConcurrentHashMap<>();
  private final Function<K, Optional<V>> source;
  private final ToIntFunction<V> size;
  private final long most;
  private long total;

  /**
   * Keeps nothing yet.
   *
   * @param source may throw, which the caller then sees
   * @param most how large all that is kept may be together
   */
  ReadOnce(Function<K, Optional<V>> source, ToIntFunction<V> size, long most) {
    this.source = source;
    this.size = size;
    this.most = most;
  }

  Optional<V> find(K key) {
    Optional<V> known = known(key);
    if (known.isPresent()) {
      return known;
    }
    CompletableFuture<Optional<V>> mine = new CompletableFuture<>();
    CompletableFuture<Optional<V>> other = readings.putIfAbsent(key, mine);
    return other == null ? read(key, mine) : await(other);
  }

  private Optional<V> read(K key, CompletableFuture<Optional<V>> reading) {
    try {
      Optional<V> value = source.apply(key);
      value.ifPresent(some -> keep(key, some));
      reading.complete(value);
      return value;
    } catch (RuntimeException failed) {
      reading.completeExceptionally(failed);
      throw failed;
    } finally {
      readings.remove(key);
    }
  }

  private Optional<V> await(CompletableFuture<Optional<V>> reading) {
    try {
      return reading.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failed;
    }
  }

  private synchronized Optional<V> known(K key) {
    return Optional.ofNullable(kept.get(key));
  }

  private synchronized void keep(K key, V value) {
    V before = kept.put(key, value);
    total += size.applyAsInt(value) - (before == null ? 0 : size.applyAsInt(before));
    Iterator<V> oldest = kept.values().iterator();
    while (total > most && kept.size() > 1) {
      total -= size.applyAsInt(oldest.next());
      oldest.remove();
    }
  }
}
