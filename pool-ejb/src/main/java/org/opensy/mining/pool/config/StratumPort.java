package org.opensy.mining.pool.config;

import java.util.Optional;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.stratum.protocol.Difficulty;

/**
 * A port that miners connect to, and what they get there.
 *
 * @param port 1 to 65535
 * @param scheme by what rule its shares are paid
 * @param difficulty of a new session's jobs, in expected hashes
 */
public record StratumPort(int port, RewardScheme scheme, Difficulty difficulty) {
  private static final String SCHEME_EXPECTED = "pplns, prop, pps or solo";
  private static final String DIFFICULTY_EXPECTED =
      "expected hashes a share, a whole number from 1 up";

  /** What holds for a port unless its own keys say otherwise; its number is of no account. */
  static Optional<StratumPort> readCommon(KeyReader keys) {
    Optional<RewardScheme> scheme =
        keys.required("pool.stratum.scheme", SCHEME_EXPECTED, RewardScheme::ofName);
    Optional<Difficulty> difficulty =
        keys.required("pool.stratum.difficulty", DIFFICULTY_EXPECTED, StratumPort::difficulty);
    return scheme.flatMap(rule -> difficulty.map(hashes -> new StratumPort(0, rule, hashes)));
  }

  /** This with another number, and with what that port's own keys say. */
  StratumPort readOwn(KeyReader keys, int number) {
    String own = "pool.stratum.port." + number;
    return new StratumPort(
        number,
        keys.optional(own + ".scheme", SCHEME_EXPECTED, RewardScheme::ofName).orElse(scheme),
        keys.optional(own + ".difficulty", DIFFICULTY_EXPECTED, StratumPort::difficulty)
            .orElse(difficulty));
  }

  private static Difficulty difficulty(String text) {
    return Difficulty.of(Long.parseLong(text));
  }
}
