package org.opensy.mining.stratum.protocol;

/** What a miner sends in the Bitcoin dialect. */
public sealed interface BitcoinRequest extends ClientMessage
    permits Subscribe, Authorize, BitcoinSubmit, Configure, ExtranonceSubscribe {
  @Override
  default Dialect dialect() {
    return Dialect.BITCOIN;
  }
}
