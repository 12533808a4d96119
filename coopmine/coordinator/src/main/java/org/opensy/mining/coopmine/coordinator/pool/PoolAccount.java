package org.opensy.mining.coopmine.coordinator.pool;

/**
 * Whom the coordinator is to the pool.
 *
 * @param login usually the payout address, as the pool's login wants it
 * @param password as the pool wants it, often just {@code x}
 * @param rigId the name the pool shows, empty to send none
 */
public record PoolAccount(PoolAddress address, String login, String password, String rigId) {
  /** Leaves the password out. */
  @Override
  public String toString() {
    return login + "@" + address;
  }
}
