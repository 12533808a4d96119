package org.opensy.mining.pool.config;

import java.util.function.Supplier;
import org.opensy.mining.settings.Setting;
import org.opensy.mining.settings.SettingFormat;
import org.opensy.mining.settings.SettingsReader;

/**
 * How many may listen to live events.
 *
 * @param clients at once, in all
 * @param clientsPerAddress of them from one address, an IPv4 address or a /64 of IPv6
 * @param miners that are listened to, by however many
 */
public record LiveSettings(int clients, int clientsPerAddress, int miners) {

  static Supplier<LiveSettings> read(SettingsReader keys) {
    Setting<Integer> clients = keys.required("pool.live.clients", SettingFormat.number(0, 100_000));
    Setting<Integer> perAddress =
        keys.required("pool.live.clients-per-address", SettingFormat.number(1, 100_000));
    Setting<Integer> miners = keys.required("pool.live.miners", SettingFormat.number(0, 10_000));
    return () -> new LiveSettings(clients.get(), perAddress.get(), miners.get());
  }
}
