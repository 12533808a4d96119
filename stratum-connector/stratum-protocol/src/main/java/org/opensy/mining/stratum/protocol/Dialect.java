package org.opensy.mining.stratum.protocol;

/**
 * The two ways in which miners speak Stratum. Both come to the same port; the method of the first
 * request tells them apart.
 */
public enum Dialect {
  /** {@code login}, {@code job}, {@code submit}: the pool gives the header, the miner a nonce. */
  XMRIG,

  /**
   * {@code mining.subscribe}, {@code mining.notify}, {@code mining.submit}: the miner builds the
   * coinbase and sets the header's time itself.
   */
  BITCOIN;

  private static final String BITCOIN_PREFIX = "mining.";

  /** The dialect to which a method belongs, whether or not there is such a method. */
  static Dialect ofMethod(String method) {
    return method.startsWith(BITCOIN_PREFIX) ? BITCOIN : XMRIG;
  }
}
