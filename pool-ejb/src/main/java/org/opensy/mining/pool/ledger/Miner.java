package org.opensy.mining.pool.ledger;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;

/** Somebody who mines: an address. Rows are made with the first share. */
@Entity
@Table(name = "miners")
@NamedQuery(name = Miner.BY_ADDRESS, query = "select m from Miner m where m.address = :address")
@NamedNativeQuery(
    name = Miner.INSERT_NEW,
    query =
        """
        insert into miners (address, created_at)
        select s.address, min(s.at)
        from unnest(?1::text[], ?2::text[]::timestamptz[]) as s (address, at)
        where not exists (select from miners m where m.address = s.address)
        group by s.address order by s.address
        on conflict (address) do nothing
        """)
public class Miner {
  static final String BY_ADDRESS = "Miner.byAddress";

  /** Those of a batch that are not there yet; parameters 1 and 2 of {@link ShareBatch}. */
  static final String INSERT_NEW = "Miner.insertNew";

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

  /** Its number. */
  public long id() {
    return id;
  }
}
