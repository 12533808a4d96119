package org.opensy.mining.pool.cluster;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntSupplier;
import org.opensy.mining.pool.job.ExtranonceSequence;
import org.redisson.api.RScript;

/**
 * This instance's part of its sessions' extranonces: a number drawn at random at each start and
 * leased in Redis, so that no other instance has the same. With Redis away it is used without a
 * lease, which is made up for later: two instances draw the same number once in 4 billion.
 * Thread-safe.
 */
@ApplicationScoped
public class InstanceNumber {
  private static final Logger LOG = System.getLogger(InstanceNumber.class.getName());

  /** Outlasts a long outage of this instance or of Redis. */
  private static final Duration LEASE = Duration.ofMinutes(10);

  /** While jobs of this instance may still be hashed somewhere. */
  private static final Duration AFTER_STOP = Duration.ofMinutes(5);

  private static final String CLAIM =
      """
      local owner = redis.call('get', KEYS[1])
      if owner and owner ~= ARGV[1] then return 0 end
      redis.call('set', KEYS[1], ARGV[1], 'px', ARGV[2])
      return 1
      """;

  private final String owner = UUID.randomUUID().toString();
  private RedisLink redis;
  private IntSupplier random;
  private int number;
  private volatile ExtranonceSequence extranonces;

  /** For the container's proxy. */
  protected InstanceNumber() {}

  @Inject
  InstanceNumber(RedisLink redis) {
    this(redis, new SecureRandom()::nextInt);
  }

  InstanceNumber(RedisLink redis, IntSupplier random) {
    this.redis = redis;
    this.random = random;
    draw();
  }

  /** Where new sessions get their extranonces now; never waits. */
  public ExtranonceSequence extranonces() {
    return extranonces;
  }

  /**
   * Takes or keeps the lease; to be called at the start and then every minute at least. If another
   * instance has the number, sessions from now on are given another one.
   */
  public synchronized void renew() {
    while (isTaken()) {
      int taken = number;
      draw();
      LOG.log(
          Level.WARNING,
          "POOL-5010 the instance number {0} is taken, new sessions get {1}",
          Integer.toHexString(taken),
          Integer.toHexString(number));
    }
  }

  /** Keeps the number from others for a few minutes more; for the stop. */
  public synchronized void release() {
    claim(AFTER_STOP);
  }

  private void draw() {
    number = random.getAsInt();
    extranonces = new ExtranonceSequence(number);
  }

  private boolean isTaken() {
    return claim(LEASE).filter(claimed -> claimed == 0).isPresent();
  }

  private Optional<Long> claim(Duration lease) {
    return redis.call(
        client ->
            client
                .getScript()
                .<Long>eval(
                    RScript.Mode.READ_WRITE,
                    CLAIM,
                    RScript.ReturnType.LONG,
                    List.of(redis.key("instance:" + Integer.toHexString(number))),
                    owner,
                    Long.toString(lease.toMillis())));
  }
}
