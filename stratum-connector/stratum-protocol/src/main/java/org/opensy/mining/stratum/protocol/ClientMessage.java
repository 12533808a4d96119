package org.opensy.mining.stratum.protocol;

/** What a miner sends: a request, or a notification, which has no id. */
public sealed interface ClientMessage permits Login, Submit, KeepAlive, GetJob, BitcoinRequest {
  /** Repeated in the answer; {@link RpcId#NONE} of a notification. */
  RpcId id();

  /** The dialect whose method this is. */
  default Dialect dialect() {
    return Dialect.XMRIG;
  }
}
