package org.opensy.mining.pool.protection;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.opensy.mining.pool.ban.AllowedSubnetException;
import org.opensy.mining.pool.ban.Ban;
import org.opensy.mining.pool.ban.BanList;
import org.opensy.mining.pool.ban.BanRecord;
import org.opensy.mining.pool.ban.Bans;
import org.opensy.mining.pool.ban.Scores;
import org.opensy.mining.pool.cluster.RedisLink;
import org.opensy.mining.pool.cluster.SharedRecord;
import org.opensy.mining.pool.cluster.SharedRecords;
import org.opensy.mining.pool.config.BanSettings;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.stratum.api.Offence;
import org.opensy.mining.stratum.api.Subnet;
import org.opensy.mining.stratum.protocol.LogText;

/**
 * Knows who is banned, and bans who misbehaves. A ban is in force here at once, and on the other
 * instances when they look into Redis, twice a second; there it outlives a restart of the pool.
 * With Redis away every instance has its own bans, which it tells when Redis is back.
 *
 * <p>Thread-safe. Nothing but {@link #exchange} does any input or output, so all else may be called
 * on event loops.
 */
@ApplicationScoped
public class BanService implements Bans {
  private static final Logger LOG = System.getLogger(BanService.class.getName());
  private static final int BATCH = 1000;
  private static final int LINES = 20;

  private final Queue<Ban> placedHere = new ConcurrentLinkedQueue<>();
  private BanSettings settings;
  private Scores scores;
  private BanList banList;
  private SharedRecords shared;
  private BanCounters counters;
  private InstantSource clock;
  private Consumer<BansPlaced> events;

  /** For the container's proxy. */
  protected BanService() {}

  @Inject
  BanService(
      PoolConfig config,
      RedisLink redis,
      BanCounters counters,
      InstantSource clock,
      Event<BansPlaced> events) {
    this(config.bans(), redis, counters, clock, events::fire);
  }

  BanService(
      BanSettings settings,
      RedisLink redis,
      BanCounters counters,
      InstantSource clock,
      Consumer<BansPlaced> events) {
    this.settings = settings;
    this.scores = new Scores(settings.scores());
    this.banList = new BanList(settings.terms(), settings.allowed());
    this.shared = new SharedRecords("bans", BanList.MOST, redis, clock);
    this.counters = counters;
    this.clock = clock;
    this.events = events;
  }

  @Override
  public Optional<Ban> banOf(InetAddress address) {
    return banList.find(address, now());
  }

  /** Bans the source if that was one offence too many. */
  @Override
  public void offence(InetAddress address, Offence offence) {
    counters.offence(offence);
    Instant now = now();
    if (!settings.enabled()
        || banList.isAllowed(address)
        || banList.find(address, now).isPresent()) {
      return;
    }
    if (scores.add(address, offence, now)) {
      String reason = "too many offences, the last: " + words(offence);
      banList.punish(address, reason, now).ifPresent(this::placed);
    }
  }

  private static String words(Offence offence) {
    return offence.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  @Override
  public void credit(InetAddress address, double points) {
    scores.credit(address, points, now());
  }

  /**
   * Bans a subnet, in place of any ban that this subnet has.
   *
   * @param duration positive
   * @param by who wants it
   * @throws AllowedSubnetException if it would hit somebody who is never banned
   */
  public Ban ban(Subnet subnet, Duration duration, String reason, String by) {
    Instant now = now();
    Ban ban = new Ban(subnet, reason, by, now, now.plus(duration));
    banList.place(ban);
    placed(ban);
    return ban;
  }

  private void placed(Ban ban) {
    counters.placed(ban);
    placedHere.add(ban);
  }

  /**
   * Ends the ban of exactly that subnet, on all instances; false if there is none.
   *
   * @param by who wants it
   */
  public boolean lift(Subnet subnet, String by) {
    boolean lifted = banList.lift(subnet, now());
    if (lifted) {
      LOG.log(Level.INFO, "POOL-5102 the ban of {0} is lifted by {1}", subnet, LogText.of(by));
    }
    return lifted;
  }

  /** The bans in force, latest first. */
  public List<Ban> list() {
    return banList.inForce(now());
  }

  /**
   * Says what was placed here, tells the other instances, and takes in what they did; to be called
   * twice a second. Waits for Redis.
   */
  void exchange() {
    announceOwn();
    List<BanRecord> unsent = banList.unsent(BATCH);
    List<SharedRecord> writes =
        unsent.stream().map(record -> BanText.write(record, banList.forgottenAt(record))).toList();
    shared
        .exchange(writes)
        .ifPresent(
            changes -> {
              banList.sent(unsent);
              take(changes);
            });
  }

  private void announceOwn() {
    List<Ban> own = new ArrayList<>();
    for (Ban ban = placedHere.poll(); ban != null; ban = placedHere.poll()) {
      own.add(ban);
    }
    own.stream().limit(LINES).forEach(BanService::log);
    if (own.size() > LINES) {
      LOG.log(Level.WARNING, "POOL-5103 {0} more are banned", own.size() - LINES);
    }
    fire(own);
  }

  private static void log(Ban ban) {
    LOG.log(
        Level.INFO,
        "POOL-5101 {0} is banned until {1} by {2}: {3}",
        ban.subnet(),
        ban.until(),
        LogText.of(ban.by()),
        LogText.of(ban.reason()));
  }

  private void take(SharedRecords.Changes changes) {
    if (changes.anew()) {
      banList.resend();
    }
    fire(banList.merge(changes.records().stream().map(BanText::read).toList(), now()));
  }

  private void fire(List<Ban> bans) {
    if (!bans.isEmpty()) {
      events.accept(new BansPlaced(bans));
    }
  }

  /** Drops what no longer matters; to be called every second or so. */
  void forget() {
    scores.forget(now());
    banList.forget(now());
  }

  /** To the millisecond, as the instances tell it to each other. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
