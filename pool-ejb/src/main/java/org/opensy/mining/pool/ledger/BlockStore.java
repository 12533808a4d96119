package org.opensy.mining.pool.ledger;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.share.ShareEntry;

/**
 * Found blocks. Each call is a transaction of its own that is committed when the call returns: what
 * was stored before a submission is still there after a crash. Thread-safe as a session bean.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class BlockStore {
  @PersistenceContext(unitName = "pool")
  private EntityManager entities;

  private InstantSource clock;

  /** For the container. */
  public BlockStore() {}

  @Inject
  void use(InstantSource given) {
    clock = given;
  }

  BlockStore(EntityManager entities, InstantSource clock) {
    this.entities = entities;
    this.clock = clock;
  }

  /**
   * Stores a block as {@link BlockStatus#FOUND}, with its hex, before anything else is done with
   * it. Storing it again changes nothing.
   */
  public void store(BlockFind find) {
    if (find(find.block().hash()).isEmpty()) {
      Instant now = clock.instant();
      ShareEntry share = find.share();
      entities.persist(new PoolBlock(find, worker(share.address(), share.worker(), now), now));
      entities.flush();
    }
  }

  /**
   * Moves a block on.
   *
   * @param reason the node's word for a refusal, or what is unclear; may be empty
   * @return false if there is no such block or it cannot go there from where it is
   */
  public boolean mark(BlockHash hash, BlockStatus next, String reason) {
    return find(hash).map(block -> block.become(next, reason, clock.instant())).orElse(false);
  }

  /** A block of ours. */
  public Optional<PoolBlock> find(BlockHash hash) {
    return entities
        .createNamedQuery(PoolBlock.BY_HASH, PoolBlock.class)
        .setParameter("hash", hash.toString())
        .getResultStream()
        .findFirst();
  }

  /** Blocks of certain statuses, oldest first: those that still need somebody's attention. */
  public List<PoolBlock> withStatus(Collection<BlockStatus> statuses) {
    return entities
        .createNamedQuery(PoolBlock.BY_STATUS, PoolBlock.class)
        .setParameter("statuses", List.copyOf(statuses))
        .getResultList();
  }

  private Worker worker(String address, String name, Instant now) {
    Timestamp at = Timestamp.from(now);
    entities
        .createNativeQuery(
            "insert into miners (address, created_at) values (?1, ?2) on conflict do nothing")
        .setParameter(1, address)
        .setParameter(2, at)
        .executeUpdate();
    entities
        .createNativeQuery(
            "insert into workers (miner_id, name, created_at)"
                + " select id, ?1, ?2 from miners where address = ?3 on conflict do nothing")
        .setParameter(1, name)
        .setParameter(2, at)
        .setParameter(3, address)
        .executeUpdate();
    return entities
        .createNamedQuery(Worker.BY_NAME, Worker.class)
        .setParameter("address", address)
        .setParameter("name", name)
        .getSingleResult();
  }
}
