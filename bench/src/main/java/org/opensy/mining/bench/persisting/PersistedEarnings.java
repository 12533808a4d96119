package org.opensy.mining.bench.persisting;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;

/** A row of {@code pps_earnings}. */
@Entity
@Table(name = "pps_earnings")
class PersistedEarnings {
  @Id
  @Column(name = "miner_id")
  long minerId;

  BigDecimal earned = BigDecimal.ZERO;

  PersistedEarnings() {}

  PersistedEarnings(long minerId) {
    this.minerId = minerId;
  }
}
