package org.opensy.mining.pool.ledger;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.opensy.mining.pool.share.ShareKey;

/** What the statistics ask the database. Thread-safe as a session bean. */
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

  /** A miner, by the canonical text of its address. */
  public Optional<Miner> miner(String address) {
    return entities
        .createNamedQuery(Miner.BY_ADDRESS, Miner.class)
        .setParameter("address", address)
        .getResultStream()
        .findFirst();
  }

  /**
   * A miner's machines, in the order in which they came.
   *
   * @param after the last one of the page before; 0 for the first page
   * @param limit at least 1
   */
  public List<Worker> workersOf(String address, long after, int limit) {
    return entities
        .createNamedQuery(Worker.OF_MINER, Worker.class)
        .setParameter("address", address)
        .setParameter("after", after)
        .setMaxResults(limit)
        .getResultList();
  }

  /**
   * A miner's latest shares, newest first.
   *
   * @param before the last one of the page before; {@link SharePosition#after} now for the first
   * @param since no share is older; each day since then costs a look into its partition
   * @param limit at least 1
   */
  public List<Share> latestShares(Miner miner, SharePosition before, Instant since, int limit) {
    return entities
        .createNamedQuery(Share.LATEST_OF_MINER, Share.class)
        .setParameter("miner", miner.id())
        .setParameter("since", since)
        .setParameter("at", before.at())
        .setParameter("id", before.id())
        .setMaxResults(limit)
        .getResultList();
  }

  /** The share with that key: a block's own. */
  public Optional<Share> share(ShareKey key) {
    return entities
        .createNamedQuery(Share.BY_KEY, Share.class)
        .setParameter("session", key.session())
        .setParameter("job", key.jobId())
        .setParameter("nonce", key.nonce())
        .setParameter("at", key.acceptedAt())
        .getResultStream()
        .findFirst();
  }

  /** Shares accepted since then. */
  public ShareTotals sharesSince(Instant since) {
    return entities
        .createNamedQuery(Share.TOTALS_SINCE, ShareTotals.class)
        .setParameter("since", since)
        .getSingleResult();
  }

  /** The pool's accepted work from that time on, up to now. */
  public AcceptedWork workSince(Instant since) {
    Optional<Share> first =
        entities
            .createNamedQuery(Share.FIRST_SINCE, Share.class)
            .setParameter("since", since.minus(AcceptedWork.PAUSE))
            .setMaxResults(1)
            .getResultStream()
            .findFirst();
    return new AcceptedWork(
        sharesSince(since).work(),
        first
            .filter(share -> !share.acceptedAt().isBefore(since))
            .map(share -> new AcceptedWork.Begin(share.acceptedAt(), share.difficulty())));
  }

  /** Who had a share accepted since then, give or take 10 seconds. */
  public MinersAtWork atWorkSince(Instant since) {
    return entities
        .createNamedQuery(Worker.AT_WORK_SINCE, MinersAtWork.class)
        .setParameter("since", since)
        .getSingleResult();
  }
}
