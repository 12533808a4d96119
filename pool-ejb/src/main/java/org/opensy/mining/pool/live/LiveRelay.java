package org.opensy.mining.pool.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Predicate;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.cluster.RedisLink;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.report.MinerReports;
import org.opensy.mining.pool.sql.DatabaseException;

/**
 * Tells samples of shares to those who listen here, and through Redis to those at other instances
 * while somebody there wants them. Every instance says every five seconds that it is there; who no
 * longer hears itself subscribes anew. With Redis away everybody hears the shares of his own
 * instance. Not thread-safe: called by one timer.
 */
@ApplicationScoped
public class LiveRelay {
  private static final Logger LOG = System.getLogger(LiveRelay.class.getName());
  private static final String TOPIC = "live";
  private static final Duration BETWEEN_BEATS = Duration.ofSeconds(5);
  private static final Duration SILENCE = BETWEEN_BEATS.multipliedBy(3);

  /** Lines that may wait to be read; a second has some four of each instance. */
  private static final int MOST_LINES = 256;

  private final String instance = UUID.randomUUID().toString();
  private final Queue<String> lines = new ArrayBlockingQueue<>(MOST_LINES);
  private final LiveHub hub;
  private final Predicate<String> hidesWorkers;
  private final ShareSamples samples;
  private final RedisLink redis;
  private final Network network;
  private final InstantSource clock;
  private Optional<Integer> subscription = Optional.empty();
  private Instant nextBeat = Instant.MIN;
  private Instant lastEcho = Instant.EPOCH;
  private Instant wantedUntil = Instant.MIN;
  private boolean started;
  private boolean silent;

  /** For the container's proxy. */
  protected LiveRelay() {
    this(null, null, null, null, (Network) null, null);
  }

  @Inject
  LiveRelay(
      LiveHub hub,
      MinerReports reports,
      ShareSamples samples,
      RedisLink redis,
      PoolConfig config,
      InstantSource clock) {
    this(hub, reports::hidesWorkers, samples, redis, config.chain().network(), clock);
  }

  LiveRelay(
      LiveHub hub,
      Predicate<String> hidesWorkers,
      ShareSamples samples,
      RedisLink redis,
      Network network,
      InstantSource clock) {
    this.hub = hub;
    this.hidesWorkers = hidesWorkers;
    this.samples = samples;
    this.redis = redis;
    this.network = network;
    this.clock = clock;
  }

  /** Takes a share here and what others said; to be called some times a second. */
  void exchange() {
    Instant now = clock.instant();
    boolean wantedHere = hub.isListenedTo(LiveChannel.SHARES);
    samples.take().map(this::shownToAll).ifPresent(share -> tell(share, now));
    for (String line = lines.poll(); line != null; line = lines.poll()) {
      LiveText.read(line, network).ifPresent(said -> hear(said, now));
    }
    if (!now.isBefore(nextBeat)) {
      nextBeat = now.plus(BETWEEN_BEATS);
      beat(wantedHere, now);
    }
    samples.want(wantedHere || now.isBefore(wantedUntil));
  }

  /** The owner may not want the names of its machines to be seen. */
  private LiveData.Share shownToAll(LiveData.Share share) {
    boolean isHidden;
    try {
      isHidden = hidesWorkers.test(share.address());
    } catch (DatabaseException unknown) {
      isHidden = true;
    }
    return isHidden
        ? new LiveData.Share(share.address(), "", share.difficulty(), share.isValid(), share.at())
        : share;
  }

  private void tell(LiveData.Share share, Instant now) {
    hub.publish(LiveEvent.of(LiveChannel.SHARES, share, share.at()));
    if (now.isBefore(wantedUntil)) {
      say(LiveText.share(instance, share));
    }
  }

  private void hear(LiveText.Line said, Instant now) {
    if (said.instance().equals(instance)) {
      heardItself(now);
      return;
    }
    if (said.wantsShares().orElse(false)) {
      wantedUntil = now.plus(SILENCE);
    }
    said.share()
        .ifPresent(share -> hub.publish(LiveEvent.of(LiveChannel.SHARES, share, share.at())));
  }

  private void heardItself(Instant now) {
    lastEcho = now;
    if (silent) {
      silent = false;
      LOG.log(Level.INFO, "POOL-5202 live events of other instances come again");
    }
  }

  private void beat(boolean wantsShares, Instant now) {
    if (lastEcho.plus(SILENCE).isBefore(now)) {
      lastEcho = now;
      subscription = subscription.filter(lost -> !unsubscribe(lost));
      if (started && !silent) {
        silent = true;
        LOG.log(Level.WARNING, "POOL-5201 live events of other instances do not come");
      }
      started = true;
    }
    if (subscription.isEmpty()) {
      subscription = subscribe();
    }
    say(LiveText.here(instance, wantsShares));
  }

  private Optional<Integer> subscribe() {
    return redis.tryAside(
        client ->
            client
                .getTopic(redis.key(TOPIC))
                .addListener(String.class, (topic, line) -> lines.offer(line)));
  }

  private boolean unsubscribe(int lost) {
    return redis
        .tryAside(
            client -> {
              client.getTopic(redis.key(TOPIC)).removeListener(lost);
              return true;
            })
        .orElse(false);
  }

  private void say(String line) {
    redis.tryAside(client -> client.getTopic(redis.key(TOPIC)).publish(line));
  }
}
