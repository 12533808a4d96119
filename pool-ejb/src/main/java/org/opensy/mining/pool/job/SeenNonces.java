package org.opensy.mining.pool.job;

import java.util.HashSet;
import java.util.Set;

/**
 * The nonces that were hashed for one header. Jobs of one session that share their header (only the
 * difficulty changed) share this too, so that no nonce is paid twice. Holds at most its limit; when
 * full it refuses. Thread-safe.
 */
public final class SeenNonces {
  /** What came of a registration. */
  public enum Registration {
    /** The nonce is new and now registered. */
    ADDED,
    /** The nonce was registered before. */
    DUPLICATE,
    /** The limit is reached; the nonce was not registered. */
    FULL
  }

  private final int limit;
  private final Set<Integer> nonces = new HashSet<>();

  SeenNonces(int limit) {
    this.limit = limit;
  }

  /** Whether the nonce is registered; registers nothing. */
  public synchronized boolean contains(Nonce nonce) {
    return nonces.contains(nonce.value());
  }

  /** Registers the nonce; of several concurrent callers exactly one sees it added. */
  public synchronized Registration register(Nonce nonce) {
    if (nonces.contains(nonce.value())) {
      return Registration.DUPLICATE;
    }
    if (nonces.size() >= limit) {
      return Registration.FULL;
    }
    nonces.add(nonce.value());
    return Registration.ADDED;
  }

  /**
   * Forgets a nonce whose hash could not be computed or whose share could not be kept, so that it
   * may be submitted again.
   */
  public synchronized void release(Nonce nonce) {
    nonces.remove(nonce.value());
  }
}
