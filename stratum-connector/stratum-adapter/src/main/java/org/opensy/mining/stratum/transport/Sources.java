package org.opensy.mining.stratum.transport;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.opensy.mining.stratum.api.Limits;
import org.opensy.mining.stratum.api.StratumEvent;
import org.opensy.mining.stratum.api.Subnet;

/**
 * Where the connections come from: how many are open from each address and subnet, and how often
 * each logs in. What is quiet is forgotten by {@link #sweep}. Thread-safe.
 */
final class Sources {
  private static final int IPV4_BYTES = 4;
  private static final int IPV4_SUBNET_BITS = 24;
  private static final int IPV6_SUBNET_BITS = 48;

  private static final class Source {
    private final TokenBucket logins;
    private int connections;

    Source(TokenBucket logins) {
      this.logins = logins;
    }
  }

  private final Limits limits;
  private final Map<InetAddress, Source> addresses = new ConcurrentHashMap<>();
  private final Map<Subnet, Integer> subnets = new ConcurrentHashMap<>();
  private final AtomicInteger total = new AtomicInteger();
  private final TokenBucket allLogins;

  Sources(Limits limits, long nowNanos) {
    this.limits = limits;
    this.allLogins = new TokenBucket(limits.rates().logins(), nowNanos);
  }

  /**
   * Counts a connection, whether or not it is one too many; to be released either way.
   *
   * @return why it is one too many, if it is
   */
  Optional<StratumEvent> admit(InetAddress address, long nowNanos) {
    Limits.Connections most = limits.connections();
    int fromAll = total.incrementAndGet();
    int fromSubnet = subnets.merge(subnet(address), 1, Integer::sum);
    int[] fromAddress = new int[1];
    addresses.compute(
        address,
        (key, known) -> {
          Source source = known == null ? newSource(nowNanos) : known;
          fromAddress[0] = ++source.connections;
          return source;
        });
    if (fromAll > most.total()) {
      return Optional.of(StratumEvent.REFUSED_FULL);
    }
    if (fromAddress[0] > most.perAddress()) {
      return Optional.of(StratumEvent.REFUSED_ADDRESS);
    }
    return fromSubnet > most.perSubnet()
        ? Optional.of(StratumEvent.REFUSED_SUBNET)
        : Optional.empty();
  }

  /** A connection that was counted is closed. */
  void release(InetAddress address) {
    total.decrementAndGet();
    subnets.computeIfPresent(subnet(address), (key, count) -> count == 1 ? null : count - 1);
    addresses.computeIfPresent(
        address,
        (key, source) -> {
          source.connections--;
          return source;
        });
  }

  /** Whether somebody at the address may log in now; counts it if so. */
  boolean login(InetAddress address, long nowNanos) {
    synchronized (allLogins) {
      if (!allLogins.take(limits.rates().logins(), nowNanos)) {
        return false;
      }
    }
    boolean[] allowed = new boolean[1];
    addresses.computeIfPresent(
        address,
        (key, source) -> {
          allowed[0] = source.logins.take(limits.rates().loginsPerAddress(), nowNanos);
          return source;
        });
    return allowed[0];
  }

  /** Forgets addresses that have no connection and have been calm. */
  void sweep(long nowNanos) {
    int rate = limits.rates().loginsPerAddress();
    for (InetAddress address : addresses.keySet()) {
      addresses.computeIfPresent(
          address,
          (key, source) ->
              source.connections == 0 && source.logins.isFull(rate, nowNanos) ? null : source);
    }
  }

  int connections() {
    return total.get();
  }

  int remembered() {
    return addresses.size();
  }

  private Source newSource(long nowNanos) {
    return new Source(new TokenBucket(limits.rates().loginsPerAddress(), nowNanos));
  }

  private static Subnet subnet(InetAddress address) {
    boolean ipv4 = address.getAddress().length == IPV4_BYTES;
    return Subnet.of(address, ipv4 ? IPV4_SUBNET_BITS : IPV6_SUBNET_BITS);
  }
}
