package org.opensy.mining.pool.ledger;

import jakarta.persistence.EntityManager;
import java.util.function.Function;

/** Work on the persistence unit, each time in a transaction of its own. Thread-safe. */
public interface EntityTransactions {

  /**
   * Runs the work and commits; the work must do neither itself.
   *
   * @throws RuntimeException with everything rolled back, unless the commit itself was left
   *     unanswered
   */
  <T> T run(Function<EntityManager, T> work);
}
