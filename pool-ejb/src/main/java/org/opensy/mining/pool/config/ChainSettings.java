package org.opensy.mining.pool.config;

import java.util.function.Supplier;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.settings.Setting;
import org.opensy.mining.settings.SettingFormat;
import org.opensy.mining.settings.SettingsReader;

/**
 * The network the pool mines on and who gets the coinbase.
 *
 * @param network main, test or regtest
 * @param address destination of every coinbase, an address of that network
 */
public record ChainSettings(Network network, Address address) {
  private static final String ADDRESS_KEY = "pool.address";

  static Setting<Network> network(SettingsReader keys) {
    return keys.required(
        "pool.network", new SettingFormat<>("main, test or regtest", Network::ofChainName));
  }

  /** With the network that was read before. */
  static Supplier<ChainSettings> read(SettingsReader keys, Setting<Network> network) {
    Setting<Address> address = address(keys, network);
    return () -> new ChainSettings(network.get(), address.get());
  }

  private static Setting<Address> address(SettingsReader keys, Setting<Network> network) {
    if (network.isUsable()) {
      return keys.required(ADDRESS_KEY, Formats.address(network.get()));
    }
    keys.required(ADDRESS_KEY, new SettingFormat<>("an address of the network", text -> text));
    return Setting.unusable(ADDRESS_KEY);
  }
}
