package org.opensy.mining.bench.persisting;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;

/** A row of {@code share_slots}. */
@Entity
@Table(name = "share_slots")
@IdClass(SlotId.class)
class PersistedSlot {
  @Id String scheme;
  @Id Instant slot;

  @Id
  @Column(name = "miner_id")
  long minerId;

  BigDecimal work = BigDecimal.ZERO;
  long shares;

  PersistedSlot() {}

  PersistedSlot(SlotId id) {
    scheme = id.scheme;
    slot = id.slot;
    minerId = id.minerId;
  }

  SlotId id() {
    return new SlotId(scheme, slot, minerId);
  }

  void add(PersistedShare share) {
    work = work.add(BigDecimal.valueOf(share.difficulty));
    shares++;
  }
}
