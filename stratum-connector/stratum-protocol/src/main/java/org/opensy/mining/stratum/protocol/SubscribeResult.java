package org.opensy.mining.stratum.protocol;

/**
 * The answer to {@link Subscribe}. Thread-safe.
 *
 * @param id the id of the request
 * @param subscription names what the miner subscribed to; of no use to it but expected
 * @param extranonce1 what the miner puts behind the first part of the coinbase, in hex
 * @param extranonce2Size how many bytes of its own choice the miner puts behind that, 1 to 16
 */
public record SubscribeResult(
    RpcId id, String subscription, String extranonce1, int extranonce2Size)
    implements ServerMessage {
  private static final int MAX_EXTRANONCE2_SIZE = 16;

  /**
   * Checks the extranonces.
   *
   * @throws IllegalArgumentException if the first is not hex or the size of the second out of range
   */
  public SubscribeResult {
    if (!HexText.isBytes(extranonce1)) {
      throw new IllegalArgumentException("An extranonce is hex bytes");
    }
    if (extranonce2Size < 1 || extranonce2Size > MAX_EXTRANONCE2_SIZE) {
      throw new IllegalArgumentException("An extranonce2 has 1 to 16 bytes");
    }
  }
}
