package org.opensy.mining.bench.persisting;

import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;

/** Key of a {@link PersistedSlot}. */
final class SlotId implements Serializable {
  private static final long serialVersionUID = 1L;

  String scheme;
  Instant slot;
  long minerId;

  SlotId() {}

  SlotId(String scheme, Instant slot, long minerId) {
    this.scheme = scheme;
    this.slot = slot;
    this.minerId = minerId;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SlotId that
        && scheme.equals(that.scheme)
        && slot.equals(that.slot)
        && minerId == that.minerId;
  }

  @Override
  public int hashCode() {
    return Objects.hash(scheme, slot, minerId);
  }
}
