package org.opensy.mining.pool.cluster;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The difficulties of miners for when they come back to this instance, to another, or after a
 * restart. Each instance has the whole memory, the latest of every instance's, read at the start
 * and kept up every second; so a login never waits for Redis, and a storm of logins costs Redis
 * nothing. With Redis away, each instance remembers what it saw itself. Thread-safe; neither {@link
 * #recall} nor {@link #remember} does any input or output.
 */
@ApplicationScoped
public class SharedDifficulties implements DifficultyMemory {
  /** Miners remembered; beyond, the one goes that was seen the longest time ago. */
  public static final int MOST = 100_000;

  /** How long a difficulty is remembered. */
  public static final Duration KEPT = Duration.ofHours(24);

  /** An unchanged difficulty is noted again only after so long. */
  private static final Duration REFRESHED = Duration.ofHours(1);

  private static final int BATCH = 2000;

  private final Map<String, Remembered> known = new Latest();
  private final Map<String, Remembered> unsent = new LinkedHashMap<>();
  private final SharedRecords shared;
  private final InstantSource clock;

  private record Remembered(long difficulty, long at) {}

  /** In the order of their last use. */
  private static final class Latest extends LinkedHashMap<String, Remembered> {
    private static final long serialVersionUID = 1L;

    Latest() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
      return size() > MOST;
    }
  }

  /** For the container's proxy. */
  protected SharedDifficulties() {
    this(null, null);
  }

  @Inject
  SharedDifficulties(RedisLink redis, InstantSource clock) {
    this.shared = new SharedRecords("difficulties", MOST, redis, clock);
    this.clock = clock;
  }

  @Override
  public Optional<Long> recall(String key) {
    long oldest = clock.millis() - KEPT.toMillis();
    synchronized (known) {
      return Optional.ofNullable(known.get(key))
          .filter(remembered -> remembered.at() > oldest)
          .map(Remembered::difficulty);
    }
  }

  @Override
  public void remember(String key, long difficulty) {
    Remembered now = new Remembered(difficulty, clock.millis());
    synchronized (known) {
      Remembered before = known.get(key);
      if (before == null || before.difficulty() != difficulty || isOld(before, now)) {
        known.put(key, now);
        note(key, now);
      }
    }
  }

  private static boolean isOld(Remembered before, Remembered now) {
    return now.at() - before.at() >= REFRESHED.toMillis();
  }

  private void note(String key, Remembered remembered) {
    if (unsent.size() < MOST || unsent.containsKey(key)) {
      unsent.put(key, remembered);
    }
  }

  /**
   * Tells the other instances what was remembered here and takes in what they did; to be called
   * every second. Waits for Redis.
   *
   * @return whether there is more to tell, and Redis to tell it to
   */
  public boolean exchange() {
    Map<String, Remembered> batch = batch();
    List<SharedRecord> writes =
        batch.entrySet().stream().map(entry -> record(entry.getKey(), entry.getValue())).toList();
    Optional<SharedRecords.Changes> changes = shared.exchange(writes);
    changes.ifPresent(news -> take(batch, news));
    return changes.isPresent() && batch.size() == BATCH;
  }

  private Map<String, Remembered> batch() {
    Map<String, Remembered> batch = new LinkedHashMap<>();
    synchronized (known) {
      unsent.entrySet().stream()
          .limit(BATCH)
          .forEach(entry -> batch.put(entry.getKey(), entry.getValue()));
    }
    return batch;
  }

  private void take(Map<String, Remembered> told, SharedRecords.Changes changes) {
    synchronized (known) {
      told.forEach(unsent::remove);
      for (SharedRecord record : changes.records()) {
        Remembered here = known.get(record.key());
        if (here == null || here.at() <= record.changedAt()) {
          known.put(record.key(), remembered(record));
        }
      }
      if (changes.anew()) {
        known.forEach(this::note);
      }
    }
  }

  private static SharedRecord record(String key, Remembered remembered) {
    return new SharedRecord(
        key,
        remembered.at(),
        remembered.at() + KEPT.toMillis(),
        Long.toString(remembered.difficulty()));
  }

  private static Remembered remembered(SharedRecord record) {
    return new Remembered(Long.parseLong(record.text()), record.changedAt());
  }
}
