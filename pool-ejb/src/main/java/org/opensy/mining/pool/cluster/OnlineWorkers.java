package org.opensy.mining.pool.cluster;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.redisson.api.RScoredSortedSet;
import org.redisson.api.RedissonClient;

/**
 * Workers connected to any instance: a sorted set of {@code address.worker} by the second in which
 * an instance last reported it. Thread-safe.
 */
@ApplicationScoped
public class OnlineWorkers {
  /** A worker that was not reported for so long is gone. */
  public static final Duration GONE_AFTER = Duration.ofMinutes(2);

  private final RedisLink redis;
  private final InstantSource clock;

  /** For the container's proxy. */
  protected OnlineWorkers() {
    this(null, null);
  }

  @Inject
  OnlineWorkers(RedisLink redis, InstantSource clock) {
    this.redis = redis;
    this.clock = clock;
  }

  /**
   * Reports the workers connected to this instance; to be called on a timer, at least every minute.
   *
   * @param workers as {@code address.worker}
   */
  public void seen(Collection<String> workers) {
    Instant now = clock.instant();
    Map<String, Double> scores = new HashMap<>();
    workers.forEach(worker -> scores.put(worker, (double) now.getEpochSecond()));
    redis.call(
        client -> {
          RScoredSortedSet<String> online = online(client);
          online.removeRangeByScore(0, true, oldest(now), false);
          return scores.isEmpty() ? 0 : online.addAll(scores);
        });
  }

  /** How many are connected to all instances; nothing if Redis is away. */
  public OptionalInt count() {
    double oldest = oldest(clock.instant());
    return redis
        .call(client -> online(client).count(oldest, true, Double.POSITIVE_INFINITY, true))
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  /**
   * Those of the workers that are connected to any instance.
   *
   * @param workers as {@code address.worker}
   * @return nothing if Redis is away
   */
  public Optional<Set<String>> online(Collection<String> workers) {
    List<String> asked = List.copyOf(workers);
    if (asked.isEmpty()) {
      return Optional.of(Set.of());
    }
    double oldest = oldest(clock.instant());
    return redis
        .call(client -> online(client).getScore(asked))
        .map(
            scores ->
                IntStream.range(0, asked.size())
                    .filter(i -> scores.get(i) != null && scores.get(i) >= oldest)
                    .mapToObj(asked::get)
                    .collect(Collectors.toSet()));
  }

  private static double oldest(Instant now) {
    return now.minus(GONE_AFTER).getEpochSecond();
  }

  private RScoredSortedSet<String> online(RedissonClient client) {
    return client.getScoredSortedSet(redis.key("online"));
  }
}
