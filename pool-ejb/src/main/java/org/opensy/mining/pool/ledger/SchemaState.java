package org.opensy.mining.pool.ledger;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * Whether the database has the schema of this release. Until then timers leave it alone, because an
 * older release may have left another one there. Thread-safe.
 */
@ApplicationScoped
public class SchemaState {
  private volatile boolean current;

  /** Whether the database may be written to. */
  public boolean isCurrent() {
    return current;
  }

  /** The schema was migrated; it stays like this. */
  public void setCurrent() {
    current = true;
  }
}
