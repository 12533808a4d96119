package org.opensy.mining.pool.cluster;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.redisson.api.RScript;

/**
 * How many shares all instances accepted and refused, in one Redis hash a minute. For people, not
 * for money: what an instance counted in its last seconds may be missing, and what it told when
 * Redis failed may be there twice. Thread-safe.
 */
@ApplicationScoped
public class ShareCounts {
  /** The span that is told of; the running minute comes on top. */
  public static final Duration WINDOW = Duration.ofHours(1);

  private static final String ADD =
      """
      redis.call('hincrby', KEYS[1], 'accepted', ARGV[1])
      redis.call('hincrby', KEYS[1], 'rejected', ARGV[2])
      redis.call('expire', KEYS[1], 7200)
      return 1
      """;
  private static final String SUM =
      """
      local accepted, rejected = 0, 0
      for _, key in ipairs(KEYS) do
        local minute = redis.call('hmget', key, 'accepted', 'rejected')
        accepted = accepted + (minute[1] or 0)
        rejected = rejected + (minute[2] or 0)
      end
      return {accepted, rejected}
      """;

  private final RedisLink redis;
  private final InstantSource clock;
  private long toldAccepted;
  private long toldRejected;

  /** For the container's proxy. */
  protected ShareCounts() {
    this(null, null);
  }

  @Inject
  ShareCounts(RedisLink redis, InstantSource clock) {
    this.redis = redis;
    this.clock = clock;
  }

  /**
   * Shares of the pool.
   *
   * @param accepted shares that count
   * @param rejected shares refused for any reason
   */
  public record Counts(long accepted, long rejected) {}

  /**
   * Tells what this instance counted since it was told last; to be called on a timer, every few
   * seconds. With Redis away it is told when Redis is back.
   *
   * @param accepted since the start of this instance
   * @param rejected likewise
   */
  public synchronized void report(long accepted, long rejected) {
    if (accepted == toldAccepted && rejected == toldRejected) {
      return;
    }
    Optional<Long> told =
        redis.call(
            client ->
                client
                    .getScript()
                    .<Long>eval(
                        RScript.Mode.READ_WRITE,
                        ADD,
                        RScript.ReturnType.LONG,
                        List.of(key(minute())),
                        Long.toString(accepted - toldAccepted),
                        Long.toString(rejected - toldRejected)));
    if (told.isPresent()) {
      toldAccepted = accepted;
      toldRejected = rejected;
    }
  }

  /** Those of the last hour, of all instances; nothing if Redis is away. */
  public Optional<Counts> lastHour() {
    long current = minute();
    List<Object> keys =
        LongStream.rangeClosed(current - WINDOW.toMinutes(), current)
            .<Object>mapToObj(this::key)
            .toList();
    return redis
        .call(
            client ->
                client
                    .getScript()
                    .<List<Long>>eval(RScript.Mode.READ_ONLY, SUM, RScript.ReturnType.LIST, keys))
        .map(sums -> new Counts(sums.get(0), sums.get(1)));
  }

  private long minute() {
    return Math.floorDiv(clock.instant().getEpochSecond(), 60);
  }

  private String key(long minute) {
    return redis.key("shares:" + minute);
  }
}
