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
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.opensy.mining.pool.ledger.AcceptedWork;
import org.opensy.mining.pool.ledger.SharesWritten;
import org.opensy.mining.pool.share.ShareEntry;
import org.redisson.api.RScript;

/**
 * Accepted work of all instances, in one Redis hash a minute: a field for each miner and one for
 * the pool, each a sum of difficulties. Whoever had nothing in the minute before has another field
 * with its first share, so that a rate is right from the beginning. Fed by the writer of shares, so
 * no miner ever waits for it. Thread-safe.
 */
@ApplicationScoped
public class HashrateWindow {
  /** The longest window that can be asked for. */
  public static final Duration LONGEST = Duration.ofHours(1);

  private static final String POOL = "*";
  private static final String ADD =
      """
      for i = 1, #ARGV, 3 do
        if redis.call('hexists', KEYS[2], ARGV[i]) == 0 then
          redis.call('hsetnx', KEYS[1], 'first:' .. ARGV[i], ARGV[i + 2])
        end
        redis.call('hincrby', KEYS[1], ARGV[i], ARGV[i + 1])
      end
      redis.call('expire', KEYS[1], 7500)
      return 1
      """;

  /** The sum, and with what it began, if nothing was there in the minutes before the window. */
  private static final String SUM =
      """
      local sum, oldest = 0, 0
      for i = 1, #KEYS do
        local work = redis.call('hget', KEYS[i], ARGV[1])
        if work and i > tonumber(ARGV[2]) then return string.format('%.0f', sum) end
        if work then sum, oldest = sum + work, i end
      end
      local first = oldest > 0 and redis.call('hget', KEYS[oldest], 'first:' .. ARGV[1])
      return string.format('%.0f', sum) .. (first and ' ' .. first or '')
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
    Map<Long, Map<String, Sum>> work = new HashMap<>();
    for (ShareEntry share : batch.shares()) {
      Map<String, Sum> minute =
          work.computeIfAbsent(minute(share.acceptedAt()), m -> new HashMap<>());
      Sum one = new Sum(share.difficulty(), share.acceptedAt(), share.difficulty());
      minute.merge(share.address(), one, Sum::plus);
      minute.merge(POOL, one, Sum::plus);
    }
    // A minute looks at the one before.
    new TreeMap<>(work).forEach(this::add);
  }

  /** Work, and its earliest share. */
  private record Sum(long work, Instant first, long difficulty) {
    Sum plus(Sum other) {
      return other.first.isBefore(first)
          ? new Sum(work + other.work, other.first, other.difficulty)
          : new Sum(work + other.work, first, difficulty);
    }
  }

  /**
   * Hashes per second of the whole pool, over the window or since its first share in an hour; see
   * {@link AcceptedWork}.
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

  private void add(long minute, Map<String, Sum> work) {
    List<Object> arguments = new ArrayList<>();
    work.forEach(
        (field, sum) -> {
          arguments.add(field);
          arguments.add(Long.toString(sum.work()));
          arguments.add(sum.first().toEpochMilli() + " " + sum.difficulty());
        });
    redis.call(
        client ->
            client
                .getScript()
                .<Long>eval(
                    RScript.Mode.READ_WRITE,
                    ADD,
                    RScript.ReturnType.LONG,
                    List.of(key(minute), key(minute - 1)),
                    arguments.toArray()));
  }

  private OptionalDouble hashrate(String field, Duration window) {
    long minutes = window.toMinutes();
    if (minutes < 1 || window.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("window must be 1 to 60 minutes: " + window);
    }
    Instant now = clock.instant();
    long current = minute(now);
    Duration whole =
        Duration.between(now.truncatedTo(ChronoUnit.MINUTES), now).plusMinutes(minutes);
    long oldest = current - minutes - AcceptedWork.PAUSE.toMinutes();
    List<Object> keys =
        LongStream.iterate(current, m -> m >= oldest, m -> m - 1)
            .<Object>mapToObj(this::key)
            .toList();
    return redis
        .call(
            client ->
                client
                    .getScript()
                    .<String>eval(
                        RScript.Mode.READ_ONLY,
                        SUM,
                        RScript.ReturnType.STRING,
                        keys,
                        field,
                        Long.toString(minutes + 1)))
        .map(sum -> OptionalDouble.of(work(sum).hashesPerSecond(now, whole)))
        .orElse(OptionalDouble.empty());
  }

  private static AcceptedWork work(String sumAndFirst) {
    String[] words = sumAndFirst.split(" ", -1);
    Optional<AcceptedWork.Begin> begin =
        words.length == 1
            ? Optional.empty()
            : Optional.of(
                new AcceptedWork.Begin(
                    Instant.ofEpochMilli(Long.parseLong(words[1])), Double.parseDouble(words[2])));
    return new AcceptedWork(Double.parseDouble(words[0]), begin);
  }

  private static long minute(Instant when) {
    return Math.floorDiv(when.getEpochSecond(), 60);
  }

  private String key(long minute) {
    return redis.key("work:" + minute);
  }
}
