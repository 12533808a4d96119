package org.opensy.mining.coopmine.coordinator.pool;

import java.io.IOException;

/** The pool does not want this miner, or does not behave: try again, but slowly. */
final class PoolException extends IOException {
  private static final long serialVersionUID = 1L;

  PoolException(String message) {
    super(message);
  }
}
