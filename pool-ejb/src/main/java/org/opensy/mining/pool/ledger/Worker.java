package org.opensy.mining.pool.ledger;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;

/** One machine of a miner, told apart by name. */
@Entity
@Table(name = "workers")
@NamedQuery(
    name = Worker.BY_NAME,
    query = "select w from Worker w where w.miner.address = :address and w.name = :name")
@NamedQuery(
    name = Worker.AT_WORK_SINCE,
    query =
        "select new org.opensy.mining.pool.ledger.MinersAtWork(count(distinct w.miner.id), count(w.id))"
            + " from Worker w where w.lastShareAt >= :since")
@NamedQuery(
    name = Worker.OF_MINER,
    query =
        "select w from Worker w join fetch w.miner m"
            + " where m.address = :address and w.id > :after order by w.id")
@NamedNativeQuery(
    name = Worker.INSERT_OR_TOUCH,
    query =
        """
        insert into workers as w (miner_id, name, is_public, created_at, last_share_at)
        select m.id, s.worker, true, min(s.at), max(s.at)
        from unnest(?1::text[], ?2::text[]::timestamptz[], ?3::text[]) as s (address, at, worker)
        join miners m on m.address = s.address
        group by m.id, s.worker order by m.id, s.worker
        on conflict (miner_id, name) do update
        set last_share_at = greatest(w.last_share_at, excluded.last_share_at), is_public = true
        where w.last_share_at is null or not w.is_public
           or w.last_share_at < excluded.last_share_at - interval '10 seconds'
        """)
public class Worker {
  static final String BY_NAME = "Worker.byName";
  static final String AT_WORK_SINCE = "Worker.atWorkSince";
  static final String OF_MINER = "Worker.ofMiner";

  /**
   * Those of a batch; parameters 1 to 3 of {@link ShareBatch}. Rows are touched at most every 10
   * seconds: last_share_at is for people. A name from before names were asked for as such becomes
   * public with them.
   */
  static final String INSERT_OR_TOUCH = "Worker.insertOrTouch";

  @Id private Long id;

  @ManyToOne(optional = false)
  @JoinColumn(name = "miner_id", updatable = false)
  private Miner miner;

  @Column(name = "name", updatable = false)
  private String name;

  @Column(name = "created_at", updatable = false)
  private Instant createdAt;

  @Column(name = "last_share_at", insertable = false, updatable = false)
  private Instant lastShareAt;

  /** For the persistence provider. */
  protected Worker() {}

  /** Whose machine. */
  public Miner miner() {
    return miner;
  }

  /** The name; empty for a miner that gives none. */
  public String name() {
    return name;
  }

  /** When it was first seen. */
  public Instant createdAt() {
    return createdAt;
  }

  /** When it last had a share accepted, give or take 10 seconds; empty if never. */
  public Optional<Instant> lastShareAt() {
    return Optional.ofNullable(lastShareAt);
  }

  /** Its number, where a page of workers can go on. */
  public long id() {
    return id;
  }
}
