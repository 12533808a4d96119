package org.opensy.mining.pool.ledger;

import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;

/** Key of a share: its number, and the time by which the table is partitioned. Thread-safe. */
public class ShareId implements Serializable {
  private static final long serialVersionUID = 1L;

  private Long id;
  private Instant acceptedAt;

  /** For the persistence provider. */
  public ShareId() {}

  /** The key of one share. */
  public ShareId(long id, Instant acceptedAt) {
    this.id = id;
    this.acceptedAt = acceptedAt;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ShareId that
        && Objects.equals(id, that.id)
        && Objects.equals(acceptedAt, that.acceptedAt);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, acceptedAt);
  }
}
