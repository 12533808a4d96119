package org.opensy.mining.bench.persisting;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import org.opensy.mining.pool.ledger.ShareId;

/** Numbered in advance, a thousand at a time, so that inserts can be sent together. */
@Entity
@Table(name = "shares")
@IdClass(ShareId.class)
class SequenceShare extends PersistedShare {
  static final int IDS_AT_ONCE = 1000;

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "share_ids")
  @SequenceGenerator(
      name = "share_ids",
      sequenceName = "share_ids",
      allocationSize = SequenceShare.IDS_AT_ONCE)
  Long id;
}
