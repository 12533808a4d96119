package org.opensy.mining.pool.cluster;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import org.opensy.mining.pool.ledger.SharesWritten;
import org.opensy.mining.pool.share.ShareEntry;
import org.redisson.api.RScript;

/**
 * Accepted work of all instances, in one Redis hash a minute: a field for each miner and one for
 * the pool, each a sum of difficulties. Fed by the writer of shares, so no miner ever waits for it.
 * Thread-safe.
 */
@ApplicationScoped
public class HashrateWindow {
  /** The longest window that can be asked for. */
  public static final Duration LONGEST = Duration.ofHours(1);

  private static final String POOL = "*";
  private static final String ADD =
      """
      for i = 1, #ARGV, 2 do redis.call('hincrby', KEYS[1], ARGV[i], ARGV[i + 1]) end
      redis.call('expire', KEYS[1], 7200)
      return 1
      """;
  private static final String SUM =
      """
      local sum = 0
      for i = 1, #KEYS do sum = sum + (redis.call('hget', KEYS[i], ARGV[1]) or 0) end
      return string.format('%.0f', sum)
      """;

  private final RedisLink redis;
  private final InstantSource clock;

  /** For the container's proxy. */
  protected HashrateWindow() {
    this(null, null);
  }

  @Inject
  HashrateWindow(RedisLink redis, InstantSource clock) {
    this.redis = redis;
    this.clock = clock;
  }

  /** Adds a batch that was written; with Redis away it is missing from the rates. */
  void add(@Observes SharesWritten batch) {
    Map<Long, Map<String, Long>> work = new HashMap<>();
    for (ShareEntry share : batch.shares()) {
      Map<String, Long> minute =
          work.computeIfAbsent(minute(share.acceptedAt()), m -> new HashMap<>());
      minute.merge(share.address(), share.difficulty(), Long::sum);
      minute.merge(POOL, share.difficulty(), Long::sum);
    }
    work.forEach(this::add);
  }

  /**
   * Hashes per second of the whole pool.
   *
   * @param window whole minutes up to {@link #LONGEST}; the running minute comes on top
   * @return nothing if Redis is away
   */
  public OptionalDouble poolHashrate(Duration window) {
    return hashrate(POOL, window);
  }

  /** Hashes per second of one miner; see {@link #poolHashrate}. */
  public OptionalDouble minerHashrate(String address, Duration window) {
    return hashrate(address, window);
  }

  private void add(long minute, Map<String, Long> work) {
    List<Object> arguments = new ArrayList<>();
    work.forEach(
        (field, sum) -> {
          arguments.add(field);
          arguments.add(sum.toString());
        });
    redis.call(
        client ->
            client
                .getScript()
                .<Long>eval(
                    RScript.Mode.READ_WRITE,
                    ADD,
                    RScript.ReturnType.LONG,
                    List.of(key(minute)),
                    arguments.toArray()));
  }

  private OptionalDouble hashrate(String field, Duration window) {
    long minutes = window.toMinutes();
    if (minutes < 1 || window.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("window must be 1 to 60 minutes: " + window);
    }
    Instant now = clock.instant();
    long current = minute(now);
    double seconds =
        minutes * 60 + Duration.between(now.truncatedTo(ChronoUnit.MINUTES), now).toMillis() / 1e3;
    List<Object> keys =
        LongStream.rangeClosed(current - minutes, current).<Object>mapToObj(this::key).toList();
    return redis
        .call(
            client ->
                client
                    .getScript()
                    .<String>eval(
                        RScript.Mode.READ_ONLY, SUM, RScript.ReturnType.STRING, keys, field))
        .map(sum -> OptionalDouble.of(Double.parseDouble(sum) / seconds))
        .orElse(OptionalDouble.empty());
  }

  private static long minute(Instant when) {
    return Math.floorDiv(when.getEpochSecond(), 60);
  }

  private String key(long minute) {
    return redis.key("work:" + minute);
  }
}
