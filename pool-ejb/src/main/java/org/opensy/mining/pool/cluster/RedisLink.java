package org.opensy.mining.pool.cluster;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.opensy.mining.metrics.Buckets;
import org.opensy.mining.metrics.Histogram;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.config.RedisSettings;
import org.opensy.mining.stratum.protocol.LogText;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;

/**
 * The connection to Redis, made when first used, and the names of this pool's keys in it. A failed
 * call is counted and answered with nothing, and for a while afterwards Redis is left alone, so
 * that callers lose at most one time-out now and then. Thread-safe.
 */
@ApplicationScoped
public class RedisLink {
  private static final Logger LOG = System.getLogger(RedisLink.class.getName());
  private static final Duration LEFT_ALONE = Duration.ofSeconds(2);
  private static final int THREADS = 2;

  private final LongAdder failures = new LongAdder();
  private final Histogram callTimes = new Histogram(Buckets.QUICK_CALLS);
  private final AtomicInteger connections = new AtomicInteger();
  private RedisSettings settings;
  private InstantSource clock;
  private RedissonClient client;
  private volatile Instant leftAloneUntil = Instant.MIN;
  private volatile boolean failing;
  private volatile boolean answering;

  /** For the container's proxy. */
  protected RedisLink() {}

  @Inject
  RedisLink(PoolConfig config, InstantSource clock) {
    this(config.storage().redis(), clock);
  }

  RedisLink(RedisSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Runs commands, if Redis is there.
   *
   * @return their result, or nothing if Redis failed or is being left alone
   */
  public <T> Optional<T> call(Function<RedissonClient, T> commands) {
    if (clock.instant().isBefore(leftAloneUntil)) {
      failures.increment();
      return Optional.empty();
    }
    try {
      RedissonClient open = client();
      long begun = System.nanoTime();
      T result = commands.apply(open);
      callTimes.observeNanos(System.nanoTime() - begun);
      recovered();
      return Optional.ofNullable(result);
    } catch (RedisException e) {
      failed(e);
      return Optional.empty();
    }
  }

  /**
   * Runs commands of which nobody waits for the result, if Redis is not left alone. That they fail
   * says nothing about others, such as when the login may not publish, and leaves nobody else out.
   *
   * @return their result, or nothing if there is none
   */
  public <T> Optional<T> tryAside(Function<RedissonClient, T> commands) {
    if (clock.instant().isBefore(leftAloneUntil)) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(commands.apply(client()));
    } catch (RedisException e) {
      LOG.log(Level.DEBUG, "nothing came of a call aside", e);
      return Optional.empty();
    }
  }

  /**
   * Whether the latest call brought nothing, or there was none yet. The exchange of bans calls
   * twice a second.
   */
  public boolean isAway() {
    return !answering;
  }

  /** Whether Redis answers now; asks even while it is left alone. */
  boolean ping() {
    leftAloneUntil = Instant.MIN;
    return call(redis -> redis.getKeys().countExists(key("ping"))).isPresent();
  }

  /** The full name of one of this pool's keys, such as {@code opensy:pool:main:online}. */
  public String key(String name) {
    return settings.key(name);
  }

  /** Calls that brought nothing since the start. */
  public long failures() {
    return failures.sum();
  }

  /** Seconds that calls took that brought something. */
  public Histogram callTimes() {
    return callTimes;
  }

  /** Connections that are open. */
  public int connections() {
    return connections.get();
  }

  private synchronized RedissonClient client() {
    if (client == null) {
      client = Redisson.create(redisson());
    }
    return client;
  }

  private Config redisson() {
    Config config = new Config();
    config
        .setLazyInitialization(true)
        .setCodec(StringCodec.INSTANCE)
        .setThreads(THREADS)
        .setNettyThreads(THREADS)
        .setNettyHook(new ConnectionCount(connections));
    settings.login().ifPresent(login -> logIn(config, login));
    int millis = Math.toIntExact(settings.timeout().toMillis());
    config
        .useSingleServer()
        .setAddress(settings.address())
        .setDatabase(settings.database())
        .setConnectTimeout(millis)
        .setTimeout(millis)
        .setRetryAttempts(0)
        // Redisson derives its timer's tick from this: its random default wakes up 70 times a
        // second.
        .setRetryDelay(new ConstantDelay(settings.timeout()))
        .setReconnectionDelay(new ConstantDelay(LEFT_ALONE))
        .setDnsMonitoringInterval(-1)
        .setConnectionMinimumIdleSize(1)
        .setConnectionPoolSize(8)
        .setSubscriptionConnectionMinimumIdleSize(1)
        .setSubscriptionConnectionPoolSize(2);
    return config;
  }

  private static void logIn(Config config, RedisSettings.Login login) {
    login.user().ifPresent(config::setUsername);
    config.setPassword(login.password().reveal());
  }

  private void failed(RedisException cause) {
    failures.increment();
    answering = false;
    leftAloneUntil = clock.instant().plus(LEFT_ALONE);
    if (!failing) {
      failing = true;
      LOG.log(Level.WARNING, "POOL-5001 Redis is away: {0}", LogText.of(cause.getMessage()));
    }
  }

  private void recovered() {
    answering = true;
    if (failing) {
      failing = false;
      LOG.log(Level.INFO, "POOL-5002 Redis is back");
    }
  }

  @PreDestroy
  synchronized void close() {
    if (client != null) {
      client.shutdown(0, 5, TimeUnit.SECONDS);
      client = null;
    }
  }
}
