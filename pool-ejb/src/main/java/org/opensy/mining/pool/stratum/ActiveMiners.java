package org.opensy.mining.pool.stratum;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.opensy.mining.stratum.api.MinerSession;

/**
 * Who is logged in, by session. Bounded by the connections that the listener admits. Thread-safe.
 */
@ApplicationScoped
public class ActiveMiners {
  private final Map<Long, Present> bySession = new ConcurrentHashMap<>();

  private record Present(MinerSession session, ActiveMiner miner) {}

  void enter(MinerSession session, ActiveMiner miner) {
    bySession.put(session.id(), new Present(session, miner));
  }

  Optional<ActiveMiner> of(MinerSession session) {
    return Optional.ofNullable(bySession.get(session.id())).map(Present::miner);
  }

  /** Forgets the session's miner, and returns it. */
  Optional<ActiveMiner> leave(MinerSession session) {
    return Optional.ofNullable(bySession.remove(session.id())).map(Present::miner);
  }

  /** The workers that are logged in, as {@code address.worker}, each once. */
  Set<String> workers() {
    return bySession.values().stream()
        .map(present -> present.miner().contributor())
        .map(who -> who.address() + "." + who.worker())
        .collect(Collectors.toSet());
  }

  /** The sessions whose difficulty changes because time passed. */
  List<Long> passed(Instant now) {
    return bySession.entrySet().stream()
        .filter(entry -> entry.getValue().miner().passed(now))
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * The sessions of this instance, the latest first.
   *
   * @param wanted which of them
   * @param before only those of a lower number
   * @param limit how many at most
   */
  public List<OpenSession> sessions(Predicate<OpenSession> wanted, long before, int limit) {
    return bySession.values().stream()
        .filter(present -> present.session().id() < before)
        .map(present -> OpenSession.of(present.session(), present.miner()))
        .filter(wanted)
        .sorted(Comparator.comparingLong(OpenSession::id).reversed())
        .limit(limit)
        .toList();
  }

  /** How many miners are logged in. */
  public int count() {
    return bySession.size();
  }
}
