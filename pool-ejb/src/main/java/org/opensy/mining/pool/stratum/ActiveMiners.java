package org.opensy.mining.pool.stratum;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.opensy.mining.stratum.api.MinerSession;

/**
 * Who is logged in, by session. Bounded by the connections that the listener admits. Thread-safe.
 */
@ApplicationScoped
public class ActiveMiners {
  private final Map<Long, ActiveMiner> bySession = new ConcurrentHashMap<>();

  void enter(MinerSession session, ActiveMiner miner) {
    bySession.put(session.id(), miner);
  }

  Optional<ActiveMiner> of(MinerSession session) {
    return Optional.ofNullable(bySession.get(session.id()));
  }

  /** Forgets the session's miner, and returns it. */
  Optional<ActiveMiner> leave(MinerSession session) {
    return Optional.ofNullable(bySession.remove(session.id()));
  }

  /** The workers that are logged in, as {@code address.worker}, each once. */
  Set<String> workers() {
    return bySession.values().stream()
        .map(ActiveMiner::contributor)
        .map(who -> who.address() + "." + who.worker())
        .collect(Collectors.toSet());
  }

  /** The sessions whose difficulty changes because time passed. */
  List<Long> passed(Instant now) {
    return bySession.entrySet().stream()
        .filter(entry -> entry.getValue().passed(now))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** How many miners are logged in. */
  public int count() {
    return bySession.size();
  }
}
