package org.opensy.mining.stratum.protocol;

/** What a miner sends: always a request with an id. */
public sealed interface ClientMessage permits Login, Submit, KeepAlive, GetJob, BitcoinRequest {
  RpcId id();

  /** The dialect whose method this is. */
  default Dialect dialect() {
    return Dialect.XMRIG;
  }
}
