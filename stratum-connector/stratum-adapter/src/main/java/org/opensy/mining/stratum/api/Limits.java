package org.opensy.mining.stratum.api;

/**
 * What miners may take of the listener. Thread-safe.
 *
 * @param connections how many, and from where
 * @param rates how often
 * @param session what one connection may do
 * @param times how long
 */
public record Limits(Connections connections, Rates rates, Session session, Times times) {

  /**
   * Connections at once.
   *
   * @param total on all ports
   * @param perAddress from one address
   * @param perSubnet from one subnet: 24 bits of IPv4, 48 of IPv6
   */
  public record Connections(int total, int perAddress, int perSubnet) {}

  /**
   * Requests a second. Each may also come ten times as many at once, after a time of calm.
   *
   * @param logins of all miners
   * @param loginsPerAddress from one address
   * @param submitsPerSession of one connection; of all its lines four times as many are read
   */
  public record Rates(int logins, int loginsPerAddress, int submitsPerSession) {}

  /**
   * Bounds of one connection.
   *
   * @param pendingSubmits shares that may wait for their verdict
   * @param protocolErrors with so many lines that are no JSON-RPC the connection is closed; before
   *     its login, with the first
   * @param lineBytes the longest line, up to {@link
   *     org.opensy.mining.stratum.protocol.StratumCodec#MAX_LINE_BYTES}
   * @param nesting how deep JSON may nest, up to {@link
   *     org.opensy.mining.stratum.protocol.StratumCodec#MAX_NESTING}
   * @param unsentBytes a miner that leaves more unread is dropped
   */
  public record Session(
      int pendingSubmits, int protocolErrors, int lineBytes, int nesting, int unsentBytes) {}

  /**
   * Time-outs.
   *
   * @param loginSeconds until a connection has to log in
   * @param idleSeconds for which a miner may be silent
   */
  public record Times(int loginSeconds, int idleSeconds) {}
}
