package org.opensy.mining.pool.config;

import java.util.Objects;

/**
 * A password or token which does not show itself: {@link #toString()} prints stars. Immutable.
 * Thread-safe.
 */
public final class Secret {
  private final String value;

  /** Wraps a secret; the empty text is allowed. */
  public Secret(String value) {
    this.value = Objects.requireNonNull(value, "value");
  }

  /** The secret itself, for the one call that hands it to the other side; never for a message. */
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && value.equals(secret.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
