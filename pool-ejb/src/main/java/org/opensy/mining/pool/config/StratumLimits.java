package org.opensy.mining.pool.config;

import java.util.function.Supplier;
import org.opensy.mining.settings.Setting;
import org.opensy.mining.settings.SettingFormat;
import org.opensy.mining.settings.SettingsReader;
import org.opensy.mining.stratum.api.Limits;
import org.opensy.mining.stratum.protocol.StratumCodec;

/**
 * What miners may take.
 *
 * @param listener of the listener
 * @param worthlessShares so many more worthless shares than good ones, each of which cost a hash,
 *     and a session is closed
 */
public record StratumLimits(Limits listener, int worthlessShares) {
  private static final int MANY = 1_000_000;

  static Supplier<StratumLimits> read(SettingsReader keys) {
    Supplier<Limits.Connections> connections = connections(keys);
    Supplier<Limits.Rates> rates = rates(keys);
    Supplier<Limits.Session> session = session(keys);
    Supplier<Limits.Times> times = times(keys);
    Setting<Integer> worthless = number(keys, "worthless-shares", 1, MANY);
    return () ->
        new StratumLimits(
            new Limits(connections.get(), rates.get(), session.get(), times.get()),
            worthless.get());
  }

  private static Supplier<Limits.Connections> connections(SettingsReader keys) {
    Setting<Integer> all = number(keys, "connections", 1, MANY);
    Setting<Integer> address = number(keys, "connections-per-address", 1, MANY);
    Setting<Integer> subnet = number(keys, "connections-per-subnet", 1, MANY);
    return () -> new Limits.Connections(all.get(), address.get(), subnet.get());
  }

  private static Supplier<Limits.Rates> rates(SettingsReader keys) {
    Setting<Integer> logins = number(keys, "logins", 1, MANY);
    Setting<Integer> address = number(keys, "logins-per-address", 1, MANY);
    Setting<Integer> submits = number(keys, "submits-per-session", 1, MANY);
    return () -> new Limits.Rates(logins.get(), address.get(), submits.get());
  }

  private static Supplier<Limits.Session> session(SettingsReader keys) {
    Setting<Integer> pending = number(keys, "pending-submits", 1, MANY);
    Setting<Integer> errors = number(keys, "protocol-errors", 1, MANY);
    Setting<Integer> line = number(keys, "line-bytes", 512, StratumCodec.MAX_LINE_BYTES);
    Setting<Integer> nesting = number(keys, "nesting", 2, StratumCodec.MAX_NESTING);
    Setting<Integer> unsent = number(keys, "unsent-bytes", 4096, 16_777_216);
    return () ->
        new Limits.Session(pending.get(), errors.get(), line.get(), nesting.get(), unsent.get());
  }

  private static Supplier<Limits.Times> times(SettingsReader keys) {
    Setting<Integer> login = number(keys, "login-seconds", 1, 3600);
    Setting<Integer> idle = number(keys, "idle-seconds", 1, 86_400);
    return () -> new Limits.Times(login.get(), idle.get());
  }

  private static Setting<Integer> number(SettingsReader keys, String name, int least, int most) {
    return keys.required("pool.limit." + name, SettingFormat.number(least, most));
  }
}
