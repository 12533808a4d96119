package org.opensy.mining.bench.persisting;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.opensy.mining.pool.ledger.ShareId;

/** Numbered by the database, which has to be asked after each insert. */
@Entity
@Table(name = "shares")
@IdClass(ShareId.class)
class IdentityShare extends PersistedShare {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;
}
