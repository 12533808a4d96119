package org.opensy.mining.pool.stratum;

/** A login that cannot be understood; the message is a sentence for the miner's log. */
final class BadLoginException extends Exception {
  private static final long serialVersionUID = 1L;

  BadLoginException(String message) {
    super(message);
  }
}
