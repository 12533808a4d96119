package org.opensy.mining.stratum.protocol;

/**
 * {@code mining.authorize}: a miner says who is to be paid; the good answer is {@link Ok#accepted}.
 * Thread-safe.
 *
 * @param id echoed in the answer
 * @param user what {@link Login#login()} is in the other dialect; 1 to 256 characters
 * @param password up to 256 characters, or empty
 */
public record Authorize(RpcId id, String user, String password) implements BitcoinRequest {
  /** The text without the password. */
  @Override
  public String toString() {
    return "Authorize[user=" + user + "]";
  }
}
