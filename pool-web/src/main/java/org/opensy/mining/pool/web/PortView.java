package org.opensy.mining.pool.web;

import java.math.BigInteger;
import org.opensy.mining.pool.config.StratumPort;
import org.opensy.mining.stratum.protocol.Difficulty;

/**
 * A port that miners connect to.
 *
 * @param port its number
 * @param scheme by what rule its shares are paid
 * @param tls whether miners speak TLS
 * @param difficulty of its jobs
 */
public record PortView(int port, String scheme, boolean tls, Range difficulty) {

  /**
   * Difficulties, in expected hashes a share.
   *
   * @param start of a miner that is not known
   * @param least that the pool gives
   * @param most that the pool gives
   */
  public record Range(BigInteger start, BigInteger least, BigInteger most) {}

  static PortView of(StratumPort port) {
    return new PortView(
        port.port(),
        port.scheme().lowerCaseName(),
        port.tls(),
        new Range(hashes(port.start()), hashes(port.range().least()), hashes(port.range().most())));
  }

  private static BigInteger hashes(Difficulty difficulty) {
    return difficulty.value();
  }
}
