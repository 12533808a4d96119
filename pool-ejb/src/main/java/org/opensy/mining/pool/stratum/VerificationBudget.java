package org.opensy.mining.pool.stratum;

/**
 * How many hashes a session may cost for nothing. A worthless share takes one off, a good one puts
 * one back, so an unstable machine goes on and one that is always wrong does not. What is spent
 * stays so. Thread-safe.
 */
final class VerificationBudget {
  private final int most;
  private int left;

  VerificationBudget(int most) {
    this.most = most;
    this.left = most;
  }

  /** A share was good. */
  synchronized void good() {
    if (left > 0) {
      left = Math.min(most, left + 1);
    }
  }

  /**
   * A share was worthless.
   *
   * @return false if that was one too many
   */
  synchronized boolean worthless() {
    left--;
    return left > 0;
  }

  synchronized boolean isSpent() {
    return left <= 0;
  }
}
