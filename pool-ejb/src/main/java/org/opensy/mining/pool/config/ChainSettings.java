package org.opensy.mining.pool.config;

import java.util.Optional;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Network;

/**
 * The network the pool mines on and who gets the coinbase.
 *
 * @param network main, test or regtest
 * @param address destination of every coinbase, an address of that network
 */
public record ChainSettings(Network network, Address address) {

  static Optional<Network> network(KeyReader keys) {
    return keys.required("pool.network", "main, test or regtest", Network::ofChainName);
  }

  /** With the network that was read before. */
  static Optional<ChainSettings> read(KeyReader keys, Optional<Network> network) {
    if (network.isEmpty()) {
      if (keys.text("pool.address").isEmpty()) {
        keys.report("pool.address", "is missing", "an address of the network");
      }
      return Optional.empty();
    }
    return keys.required(
            "pool.address",
            "an address of the network " + network.get().chainName(),
            text -> Address.parse(text, network.get()))
        .map(address -> new ChainSettings(network.get(), address));
  }
}
