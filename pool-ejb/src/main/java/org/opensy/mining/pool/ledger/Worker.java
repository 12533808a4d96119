package org.opensy.mining.pool.ledger;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
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
    name = Worker.COUNT_SINCE,
    query = "select count(w) from Worker w where w.lastShareAt >= :since")
public class Worker {
  static final String BY_NAME = "Worker.byName";
  static final String COUNT_SINCE = "Worker.countSince";

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

  long id() {
    return id;
  }
}
