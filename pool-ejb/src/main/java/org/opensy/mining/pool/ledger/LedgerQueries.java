package org.opensy.mining.pool.ledger;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;

/** What the statistics and the health check ask the database. Thread-safe as a session bean. */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class LedgerQueries {
  @PersistenceContext(unitName = "pool")
  private EntityManager entities;

  /** For the container. */
  public LedgerQueries() {}

  LedgerQueries(EntityManager entities) {
    this.entities = entities;
  }

  /** Shares accepted since then. */
  public ShareTotals sharesSince(Instant since) {
    return entities
        .createNamedQuery(Share.TOTALS_SINCE, ShareTotals.class)
        .setParameter("since", since)
        .getSingleResult();
  }

  /** Workers that had a share accepted since then, give or take 10 seconds. */
  public long workersSince(Instant since) {
    return entities
        .createNamedQuery(Worker.COUNT_SINCE, Long.class)
        .setParameter("since", since)
        .getSingleResult();
  }

  /** Answers if the database does; throws a {@code RuntimeException} otherwise. */
  public void ping() {
    entities.createNativeQuery("select 1").getSingleResult();
  }
}
