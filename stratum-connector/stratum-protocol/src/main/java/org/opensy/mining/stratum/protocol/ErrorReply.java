package org.opensy.mining.stratum.protocol;

/**
 * A request was refused. Thread-safe.
 *
 * @param id the id of the request, {@link RpcId#NONE} if it could not be read
 * @param code see {@link StratumError}
 * @param message a sentence for the miner's log; never blank, because XMRig takes an error without
 *     a message for an accepted share
 */
public record ErrorReply(RpcId id, int code, String message) implements ServerMessage {
  /** Checks that there is a message. */
  public ErrorReply {
    if (message.isBlank()) {
      throw new IllegalArgumentException("An error needs a message");
    }
  }
}
