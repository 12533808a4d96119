package org.opensy.mining.pool.config;

import java.util.Optional;
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

  static Optional<StratumLimits> read(KeyReader keys) {
    int problems = keys.problems().size();
    StratumLimits limits =
        new StratumLimits(
            new Limits(
                new Limits.Connections(
                    number(keys, "connections", 1, MANY),
                    number(keys, "connections-per-address", 1, MANY),
                    number(keys, "connections-per-subnet", 1, MANY)),
                new Limits.Rates(
                    number(keys, "logins", 1, MANY),
                    number(keys, "logins-per-address", 1, MANY),
                    number(keys, "submits-per-session", 1, MANY)),
                new Limits.Session(
                    number(keys, "pending-submits", 1, MANY),
                    number(keys, "protocol-errors", 1, MANY),
                    number(keys, "line-bytes", 512, StratumCodec.MAX_LINE_BYTES),
                    number(keys, "nesting", 2, StratumCodec.MAX_NESTING),
                    number(keys, "unsent-bytes", 4096, 16_777_216)),
                new Limits.Times(
                    number(keys, "login-seconds", 1, 3600),
                    number(keys, "idle-seconds", 1, 86_400))),
            number(keys, "worthless-shares", 1, MANY));
    return keys.problems().size() == problems ? Optional.of(limits) : Optional.empty();
  }

  /** Something or other if the key is bad, which is then reported. */
  private static int number(KeyReader keys, String name, int least, int most) {
    return keys.number("pool.limit." + name, least, most).orElse(least);
  }
}
