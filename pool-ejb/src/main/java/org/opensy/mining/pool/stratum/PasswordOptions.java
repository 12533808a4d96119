package org.opensy.mining.pool.stratum;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.stratum.protocol.Difficulty;

/**
 * What a miner asks for in its password: parts between commas or semicolons, of which {@code
 * d=50000} is a difficulty, {@code pl=250} a minimum payout in SYL and {@code pl=0} the pool's,
 * "nicehash" asks for jobs whose top byte of the nonce is fixed, and {@code w=rig7} names the
 * worker. All else is passed over and never kept: it may be a password. Thread-safe.
 *
 * @param difficulty fixed difficulty, if asked for
 * @param minimumPayout if asked for; zero for the pool's
 * @param niceHash whether the top byte of the nonce is to be fixed
 * @param worker as written, if it is named
 */
record PasswordOptions(
    Optional<Difficulty> difficulty,
    Optional<Amount> minimumPayout,
    boolean niceHash,
    Optional<String> worker) {
  private static final Pattern SEPARATOR = Pattern.compile("[,;]");

  /**
   * Takes the password apart.
   *
   * @throws BadLoginException if a number is none
   */
  static PasswordOptions parse(String password) throws BadLoginException {
    Optional<Difficulty> difficulty = Optional.empty();
    Optional<Amount> minimum = Optional.empty();
    boolean niceHash = false;
    Optional<String> worker = Optional.empty();
    for (String piece : SEPARATOR.split(password, -1)) {
      String part = piece.strip();
      String lower = part.toLowerCase(Locale.ROOT);
      if (lower.startsWith("d=")) {
        difficulty = Optional.of(difficulty(part.substring(2)));
      } else if (lower.startsWith("pl=")) {
        minimum = Optional.of(amount(part.substring(3)));
      } else if (lower.equals("nicehash")) {
        niceHash = true;
      } else if (lower.startsWith("w=")) {
        worker = Optional.of(part.substring(2));
      }
    }
    return new PasswordOptions(difficulty, minimum, niceHash, worker);
  }

  private static Difficulty difficulty(String text) throws BadLoginException {
    if (!text.matches("[1-9]\\d{0,17}")) {
      throw new BadLoginException("d= in the password wants a number of hashes, such as d=50000");
    }
    return Difficulty.of(Long.parseLong(text));
  }

  private static Amount amount(String text) throws BadLoginException {
    BadLoginException bad =
        new BadLoginException("pl= in the password wants an amount of SYL, such as pl=250");
    try {
      Amount amount = Amount.parse(text);
      if (!amount.isMoney()) {
        throw bad;
      }
      return amount;
    } catch (IllegalArgumentException notAnAmount) {
      bad.initCause(notAnAmount);
      throw bad;
    }
  }
}
