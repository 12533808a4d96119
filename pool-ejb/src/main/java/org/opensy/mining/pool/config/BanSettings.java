package org.opensy.mining.pool.config;

import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.opensy.mining.pool.ban.BanTerms;
import org.opensy.mining.pool.ban.ScoreTerms;
import org.opensy.mining.settings.Setting;
import org.opensy.mining.settings.SettingFormat;
import org.opensy.mining.settings.SettingsReader;
import org.opensy.mining.stratum.api.Subnet;

/**
 * Who is kept out, and for how long.
 *
 * @param enabled whether the pool bans by itself; operators can in any case
 * @param scores when misbehaviour is too much
 * @param terms how long the pool's own bans are
 * @param allowed who is never banned
 */
public record BanSettings(boolean enabled, ScoreTerms scores, BanTerms terms, Set<Subnet> allowed) {
  private static final Duration LONGEST = Duration.ofDays(365);

  /** Takes a copy of the set. */
  public BanSettings {
    allowed = Set.copyOf(allowed);
  }

  static Supplier<BanSettings> read(SettingsReader keys) {
    Setting<Boolean> enabled = keys.required("pool.ban.enabled", SettingFormat.FLAG);
    Setting<Integer> threshold =
        keys.required("pool.ban.threshold", SettingFormat.number(10, 1_000_000));
    Setting<Duration> halfLife =
        keys.required("pool.ban.half-life", Formats.seconds(Duration.ofDays(1)));
    Supplier<BanTerms> terms = terms(keys);
    Setting<Set<Subnet>> allowed =
        keys.optional(
            "pool.ban.allow",
            Set.of(),
            new SettingFormat<>(
                "addresses or subnets such as 10.0.0.0/8,2001:db8::/32",
                list -> Set.copyOf(Formats.subnets(list))));
    return () ->
        new BanSettings(
            enabled.get(),
            new ScoreTerms(threshold.get(), halfLife.get()),
            terms.get(),
            allowed.get());
  }

  private static Supplier<BanTerms> terms(SettingsReader keys) {
    Setting<Duration> first = keys.required("pool.ban.duration", Formats.seconds(LONGEST));
    Setting<Duration> longest = keys.required("pool.ban.longest", Formats.seconds(LONGEST));
    boolean both = first.isUsable() && longest.isUsable();
    if (both && longest.get().compareTo(first.get()) < 0) {
      keys.report(
          "pool.ban.longest",
          "is shorter than pool.ban.duration",
          "at least " + first.get().toSeconds() + " seconds");
    }
    return () -> new BanTerms(first.get(), longest.get());
  }
}
