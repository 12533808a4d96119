package org.opensy.mining.pool.ban;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.opensy.mining.stratum.api.Subnet;

/**
 * The bans that this instance knows of, those that are over but not forgiven, and what the other
 * instances have yet to hear. Addresses on the allow-list are never banned, whoever placed a ban.
 *
 * <p>Bounded: when full, there are no new automatic bans. Thread-safe; looking somebody up takes no
 * lock, and a new ban is in force at once.
 */
public final class BanList {
  /** Records kept, bans that are over included. */
  public static final int MOST = 100_000;

  private final Map<Subnet, BanRecord> records = new ConcurrentHashMap<>();
  private final Map<Subnet, BanRecord> unsent = new LinkedHashMap<>();
  private final BanTerms terms;
  private final List<Subnet> allowed;
  private final int most;

  /** Ever used, longest first, so that the narrowest ban is found. Replaced, never changed. */
  private volatile int[] prefixLengths = {};

  /** Without bans. */
  public BanList(BanTerms terms, Collection<Subnet> allowed) {
    this(terms, allowed, MOST);
  }

  BanList(BanTerms terms, Collection<Subnet> allowed, int most) {
    this.terms = terms;
    this.allowed = List.copyOf(allowed);
    this.most = most;
  }

  /** The ban that keeps an address out. */
  public Optional<Ban> find(InetAddress address, Instant now) {
    int all = Byte.SIZE * address.getAddress().length;
    for (int bits : prefixLengths) {
      BanRecord record = bits > all ? null : records.get(Subnet.of(address, bits));
      if (record != null && record.holdsAt(now)) {
        return isAllowed(address) ? Optional.empty() : Optional.of(record.ban());
      }
    }
    return Optional.empty();
  }

  /** Whether an address is never banned. */
  public boolean isAllowed(InetAddress address) {
    return allowed.stream().anyMatch(subnet -> subnet.contains(address));
  }

  /**
   * Bans the source of an address, longer each time; nothing if it is banned or allowed, or if the
   * book is full.
   */
  public synchronized Optional<Ban> punish(InetAddress address, String reason, Instant now) {
    Subnet source = Scores.source(address);
    BanRecord last = records.get(source);
    boolean full = last == null && records.size() >= most;
    if (full || isAllowed(address) || (last != null && last.holdsAt(now))) {
      return Optional.empty();
    }
    int strikes = 1 + strikes(last, now);
    Ban ban = new Ban(source, reason, Ban.AUTOMATIC, now, now.plus(terms.duration(strikes)));
    write(new BanRecord(ban, strikes, after(last, now), false));
    return Optional.of(ban);
  }

  /**
   * Places a ban in place of any other of the same subnet.
   *
   * @throws AllowedSubnetException if it would hit somebody who is never banned
   */
  public synchronized void place(Ban ban) {
    for (Subnet subnet : allowed) {
      if (subnet.contains(ban.subnet()) || ban.subnet().contains(subnet)) {
        throw new AllowedSubnetException(ban.subnet(), subnet);
      }
    }
    BanRecord last = records.get(ban.subnet());
    write(new BanRecord(ban, strikes(last, ban.since()), after(last, ban.since()), false));
  }

  /** Ends the ban of exactly that subnet, and forgives; false if there is none. */
  public synchronized boolean lift(Subnet subnet, Instant now) {
    BanRecord last = records.get(subnet);
    if (last == null || !last.holdsAt(now)) {
      return false;
    }
    write(new BanRecord(last.ban(), 0, after(last, now), true));
    return true;
  }

  /** How often the source has been banned without keeping the peace in between. */
  private int strikes(BanRecord last, Instant now) {
    return last == null || isForgiven(last, now) ? 0 : last.strikes();
  }

  private boolean isForgiven(BanRecord record, Instant now) {
    return !forgottenAt(record).isAfter(now);
  }

  /** Until when a record matters. */
  public Instant forgottenAt(BanRecord record) {
    return record.ban().until().plus(terms.longest());
  }

  /** Now, or later than the last change if clocks differ: what is done last counts. */
  private static Instant after(BanRecord last, Instant now) {
    return last == null || last.changed().isBefore(now) ? now : last.changed().plusMillis(1);
  }

  private void write(BanRecord record) {
    put(record);
    unsent.put(record.ban().subnet(), record);
  }

  private void put(BanRecord record) {
    records.put(record.ban().subnet(), record);
    int bits = record.ban().subnet().bits();
    if (IntStream.of(prefixLengths).noneMatch(known -> known == bits)) {
      prefixLengths =
          IntStream.concat(IntStream.of(prefixLengths), IntStream.of(bits))
              .map(length -> -length)
              .sorted()
              .map(length -> -length)
              .toArray();
    }
  }

  /**
   * Takes in what other instances did; the later of two records of a subnet counts.
   *
   * @return bans that were not in force here before
   */
  public List<Ban> merge(Collection<BanRecord> others, Instant now) {
    return others.stream().filter(record -> merge(record, now)).map(BanRecord::ban).toList();
  }

  private synchronized boolean merge(BanRecord record, Instant now) {
    Subnet subnet = record.ban().subnet();
    BanRecord mine = records.get(subnet);
    boolean full = mine == null && records.size() >= most;
    if (full || (mine != null && mine.changed().isAfter(record.changed()))) {
      return false;
    }
    put(record);
    unsent.remove(subnet);
    return record.holdsAt(now) && (mine == null || !mine.holdsAt(now));
  }

  /** The first records that the others have yet to hear of. */
  public synchronized List<BanRecord> unsent(int limit) {
    return unsent.values().stream().limit(limit).toList();
  }

  /** The others have heard of these records, unless there are newer ones meanwhile. */
  public synchronized void sent(Collection<BanRecord> heard) {
    heard.forEach(record -> unsent.remove(record.ban().subnet(), record));
  }

  /** The others have to hear of everything again. */
  public synchronized void resend() {
    unsent.putAll(records);
  }

  /** Drops records that no longer matter; to be called now and then. */
  public void forget(Instant now) {
    records.values().removeIf(record -> isForgiven(record, now));
    synchronized (this) {
      unsent.values().removeIf(record -> isForgiven(record, now));
    }
  }

  /** The bans in force, latest first. */
  public List<Ban> inForce(Instant now) {
    return records.values().stream()
        .filter(record -> record.holdsAt(now))
        .map(BanRecord::ban)
        .sorted(Comparator.comparing(Ban::since).reversed())
        .toList();
  }
}
