package org.opensy.mining.pool.stratum;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.opensy.mining.pool.cluster.InstanceNumber;
import org.opensy.mining.pool.job.Extranonce;
import org.opensy.mining.pool.job.ExtranonceSequence;
import org.opensy.mining.stratum.api.MinerSession;

/**
 * Gives each login an extranonce of its own. A miner of the Bitcoin dialect has to know it before
 * it logs in, so it is kept for the session until then. Thread-safe.
 */
@ApplicationScoped
public class Extranonces {
  private final Map<Long, Extranonce> subscribed = new ConcurrentHashMap<>();
  private Supplier<ExtranonceSequence> sequence;

  /** For the container's proxy. */
  protected Extranonces() {}

  @Inject
  Extranonces(InstanceNumber instance) {
    this(instance::extranonces);
  }

  /** What {@code sequence} gives is asked for anew with each login. */
  Extranonces(Supplier<ExtranonceSequence> sequence) {
    this.sequence = sequence;
  }

  /** One that nobody has. */
  Extranonce next() {
    return sequence.get().next();
  }

  /** The one of a session of the Bitcoin dialect. */
  Extranonce subscribe(MinerSession session) {
    return subscribed.computeIfAbsent(session.id(), id -> next());
  }

  /** The one that the session subscribed to, if it did. */
  Optional<Extranonce> subscribedBy(MinerSession session) {
    return Optional.ofNullable(subscribed.get(session.id()));
  }

  /** The session is over. */
  void forget(MinerSession session) {
    subscribed.remove(session.id());
  }
}
