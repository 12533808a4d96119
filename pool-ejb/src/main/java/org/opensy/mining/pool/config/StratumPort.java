package org.opensy.mining.pool.config;

import java.util.Optional;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.vardiff.DifficultyRange;
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
  private static final String SCHEME_EXPECTED = "pplns, prop, pps or solo";
  private static final String DIFFICULTY_EXPECTED =
      "expected hashes a share, a whole number from 1 up";
  private static final String ORDER_EXPECTED = "min-difficulty <= difficulty <= max-difficulty";

  /** What holds for a port unless its own keys say otherwise; its number is of no account. */
  static Optional<StratumPort> readCommon(KeyReader keys) {
    Optional<RewardScheme> scheme =
        keys.required("pool.stratum.scheme", SCHEME_EXPECTED, RewardScheme::ofName);
    Optional<Difficulty> start = difficulty(keys, "pool.stratum.difficulty");
    Optional<Difficulty> least = difficulty(keys, "pool.stratum.min-difficulty");
    Optional<Difficulty> most = difficulty(keys, "pool.stratum.max-difficulty");
    Optional<Boolean> tls = keys.flag("pool.stratum.tls");
    Optional<Boolean> proxied = keys.flag("pool.stratum.proxy-protocol");
    if (scheme.isEmpty()
        || start.isEmpty()
        || least.isEmpty()
        || most.isEmpty()
        || tls.isEmpty()
        || proxied.isEmpty()) {
      return Optional.empty();
    }
    return ordered(keys, "pool.stratum", least.get(), start.get(), most.get())
        .map(
            range ->
                new StratumPort(0, scheme.get(), start.get(), range, tls.get(), proxied.get()));
  }

  /** This with another number, and with what that port's own keys say. */
  Optional<StratumPort> readOwn(KeyReader keys, int number) {
    String own = "pool.stratum.port." + number;
    RewardScheme ownScheme =
        keys.optional(own + ".scheme", SCHEME_EXPECTED, RewardScheme::ofName).orElse(scheme);
    Difficulty ownStart = ownDifficulty(keys, own + ".difficulty", start);
    Difficulty least = ownDifficulty(keys, own + ".min-difficulty", range.least());
    Difficulty most = ownDifficulty(keys, own + ".max-difficulty", range.most());
    boolean ownTls = keys.optionalFlag(own + ".tls").orElse(tls);
    boolean ownProxied = keys.optionalFlag(own + ".proxy-protocol").orElse(proxied);
    return ordered(keys, own, least, ownStart, most)
        .map(bounds -> new StratumPort(number, ownScheme, ownStart, bounds, ownTls, ownProxied));
  }

  private static Optional<DifficultyRange> ordered(
      KeyReader keys, String prefix, Difficulty least, Difficulty start, Difficulty most) {
    if (least.compareTo(start) > 0 || start.compareTo(most) > 0) {
      String found = least + ", " + start + " and " + most;
      keys.report(prefix + ".difficulty", "does not fit: " + found, ORDER_EXPECTED);
      return Optional.empty();
    }
    return Optional.of(new DifficultyRange(least, most));
  }

  private static Optional<Difficulty> difficulty(KeyReader keys, String key) {
    return keys.required(key, DIFFICULTY_EXPECTED, StratumPort::difficulty);
  }

  private static Difficulty ownDifficulty(KeyReader keys, String key, Difficulty common) {
    return keys.optional(key, DIFFICULTY_EXPECTED, StratumPort::difficulty).orElse(common);
  }

  private static Difficulty difficulty(String text) {
    return Difficulty.of(Long.parseLong(text));
  }
}
