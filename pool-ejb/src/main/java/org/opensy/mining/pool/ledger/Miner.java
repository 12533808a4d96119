package org.opensy.mining.pool.ledger;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Somebody who mines: an address. Rows are made by the writers of shares and blocks. */
@Entity
@Table(name = "miners")
public class Miner {
  @Id private Long id;

  @Column(name = "address", updatable = false)
  private String address;

  @Column(name = "created_at", updatable = false)
  private Instant createdAt;

  /** For the persistence provider. */
  protected Miner() {}

  /** Canonical text of the address. */
  public String address() {
    return address;
  }

  /** When the first share came. */
  public Instant createdAt() {
    return createdAt;
  }

  long id() {
    return id;
  }
}
