package org.opensy.mining.pool.ledger;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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

  /**
   * The blocks found last, newest first.
   *
   * @param limit at least 1
   */
  public List<BlockSummary> latestBlocks(int limit) {
    return entities
        .createNamedQuery(PoolBlock.LATEST, PoolBlock.class)
        .setMaxResults(limit)
        .getResultStream()
        .map(BlockSummary::of)
        .toList();
  }

  /** Number of blocks of each status; every status is there. */
  public Map<BlockStatus, Long> blockCounts() {
    Map<BlockStatus, Long> counts = new EnumMap<>(BlockStatus.class);
    for (BlockStatus status : BlockStatus.values()) {
      counts.put(status, 0L);
    }
    entities
        .createNamedQuery(PoolBlock.COUNTS, Object[].class)
        .getResultList()
        .forEach(row -> counts.put((BlockStatus) row[0], (Long) row[1]));
    return counts;
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
