package org.opensy.mining.stratum.protocol;

/** What a miner sends in the Bitcoin dialect, except a {@link Submit}. */
public sealed interface BitcoinRequest extends ClientMessage
    permits Subscribe, Authorize, Configure, ExtranonceSubscribe, SuggestTarget {
  @Override
  default Dialect dialect() {
    return Dialect.BITCOIN;
  }
}
