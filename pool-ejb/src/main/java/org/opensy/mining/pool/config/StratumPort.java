package org.opensy.mining.pool.config;

import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.vardiff.DifficultyRange;
import org.opensy.mining.settings.Setting;
import org.opensy.mining.settings.SettingFormat;
import org.opensy.mining.settings.SettingsReader;
import org.opensy.mining.stratum.protocol.Difficulty;

/**
 * A port that miners connect to, and what they get there.
 *
 * @param port 1 to 65535
 * @param scheme by what rule its shares are paid
 * @param start difficulty of a miner that is not known, in expected hashes
 * @param range what difficulties are allowed
 * @param tls whether miners speak TLS
 * @param proxied whether connections come from proxies and begin with a PROXY header
 */
public record StratumPort(
    int port,
    RewardScheme scheme,
    Difficulty start,
    DifficultyRange range,
    boolean tls,
    boolean proxied) {
  private static final SettingFormat<RewardScheme> SCHEME =
      new SettingFormat<>("pplns, prop, pps or solo", RewardScheme::ofName);
  private static final SettingFormat<Difficulty> DIFFICULTY =
      new SettingFormat<>(
          "expected hashes a share, a whole number from 1 up",
          text -> Difficulty.of(SettingFormat.wholeNumber(text)));
  private static final String ORDER_EXPECTED = "min-difficulty <= difficulty <= max-difficulty";

  /** What holds for a port unless its own keys say otherwise; its number is of no account. */
  static Setting<StratumPort> readCommon(SettingsReader keys) {
    String prefix = "pool.stratum";
    return new Keys(
            keys.required(prefix + ".scheme", SCHEME),
            keys.required(prefix + ".difficulty", DIFFICULTY),
            keys.required(prefix + ".min-difficulty", DIFFICULTY),
            keys.required(prefix + ".max-difficulty", DIFFICULTY),
            keys.required(prefix + ".tls", SettingFormat.FLAG),
            keys.required(prefix + ".proxy-protocol", SettingFormat.FLAG))
        .port(0, keys, prefix);
  }

  /** This with another number, and with what that port's own keys say. */
  Setting<StratumPort> readOwn(SettingsReader keys, int number) {
    String prefix = "pool.stratum.port." + number;
    return new Keys(
            keys.optional(prefix + ".scheme", scheme, SCHEME),
            keys.optional(prefix + ".difficulty", start, DIFFICULTY),
            keys.optional(prefix + ".min-difficulty", range.least(), DIFFICULTY),
            keys.optional(prefix + ".max-difficulty", range.most(), DIFFICULTY),
            keys.optional(prefix + ".tls", tls, SettingFormat.FLAG),
            keys.optional(prefix + ".proxy-protocol", proxied, SettingFormat.FLAG))
        .port(number, keys, prefix);
  }

  /** What the keys with one prefix say. */
  private record Keys(
      Setting<RewardScheme> scheme,
      Setting<Difficulty> start,
      Setting<Difficulty> least,
      Setting<Difficulty> most,
      Setting<Boolean> tls,
      Setting<Boolean> proxied) {

    Setting<StratumPort> port(int number, SettingsReader keys, String prefix) {
      Setting<DifficultyRange> range = range(keys, prefix + ".difficulty");
      return Setting.of(
          prefix,
          () ->
              new StratumPort(
                  number, scheme.get(), start.get(), range.get(), tls.get(), proxied.get()),
          scheme,
          range,
          tls,
          proxied);
    }

    private Setting<DifficultyRange> range(SettingsReader keys, String key) {
      if (!least.isUsable() || !start.isUsable() || !most.isUsable()) {
        return Setting.unusable(key);
      }
      if (least.get().compareTo(start.get()) > 0 || start.get().compareTo(most.get()) > 0) {
        String found = least.get() + ", " + start.get() + " and " + most.get();
        keys.report(key, "does not fit: " + found, ORDER_EXPECTED);
        return Setting.unusable(key);
      }
      return Setting.of(key, () -> new DifficultyRange(least.get(), most.get()));
    }
  }
}
