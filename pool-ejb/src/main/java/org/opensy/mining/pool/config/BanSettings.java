package org.opensy.mining.pool.config;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.opensy.mining.pool.ban.BanTerms;
import org.opensy.mining.pool.ban.ScoreTerms;
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

  static Optional<BanSettings> read(KeyReader keys) {
    Optional<Boolean> enabled = keys.flag("pool.ban.enabled");
    Optional<Integer> threshold = keys.number("pool.ban.threshold", 10, 1_000_000);
    Optional<Duration> halfLife = keys.seconds("pool.ban.half-life", Duration.ofDays(1));
    Optional<BanTerms> terms = terms(keys);
    Set<Subnet> allowed =
        keys.optional(
                "pool.ban.allow",
                "addresses or subnets such as 10.0.0.0/8,2001:db8::/32",
                BanSettings::subnets)
            .orElse(Set.of());
    return Stream.of(enabled, threshold, halfLife, terms).allMatch(Optional::isPresent)
        ? Optional.of(
            new BanSettings(
                enabled.get(),
                new ScoreTerms(threshold.get(), halfLife.get()),
                terms.get(),
                allowed))
        : Optional.empty();
  }

  private static Optional<BanTerms> terms(KeyReader keys) {
    Optional<Duration> first = keys.seconds("pool.ban.duration", LONGEST);
    Optional<Duration> longest = keys.seconds("pool.ban.longest", LONGEST);
    if (first.isEmpty() || longest.isEmpty()) {
      return Optional.empty();
    }
    if (longest.get().compareTo(first.get()) < 0) {
      keys.report(
          "pool.ban.longest",
          "is shorter than pool.ban.duration",
          "at least " + first.get().toSeconds() + " seconds");
      return Optional.empty();
    }
    return Optional.of(new BanTerms(first.get(), longest.get()));
  }

  private static Set<Subnet> subnets(String list) {
    return Stream.of(list.split(",", -1))
        .map(Subnet::parse)
        .collect(Collectors.toUnmodifiableSet());
  }
}
