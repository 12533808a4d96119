package org.opensy.mining.stratum.protocol;

/**
 * A good answer to a submit or a keep-alive. On the wire the result is an object with a status,
 * because XMRig ignores any other result.
 *
 * @param id the id of the request
 * @param status {@code OK} or {@code KEEPALIVED}
 */
public record Ok(RpcId id, String status) implements ServerMessage {
  /** The share was accepted. */
  public static Ok accepted(RpcId id) {
    return new Ok(id, "OK");
  }

  public static Ok keptAlive(RpcId id) {
    return new Ok(id, "KEEPALIVED");
  }
}
