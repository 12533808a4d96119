package org.opensy.mining.pool.ownership;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.InvalidAddressException;
import org.opensy.mining.pool.chain.Network;

/**
 * What the owner of an address is asked to sign: one line that says where, as whom, what for and
 * until when, so that nobody can use it for anything else. Immutable. Thread-safe.
 *
 * @param pool its name
 * @param owner of the address
 * @param end from when on it is of no use; whole seconds
 * @param nonce 32 hex digits, never twice the same
 */
public record Challenge(String pool, Address owner, Instant end, String nonce) {
  private static final String FORM =
      "Sign in at the mining pool %s on %s as the owner of %s, once, before %s: %s";
  private static final Pattern SEALED =
      Pattern.compile(
          "(Sign in at the mining pool (\\S+) on (\\S+) as the owner of (\\S+), once, before (\\S+):"
              + " ([0-9a-f]{32}))-([0-9a-f]{64})");

  /** The line, with a seal by which it is known again. */
  public String sealed(UnaryOperator<String> seal) {
    String line = FORM.formatted(pool, owner.network().chainName(), owner, end, nonce);
    return line + "-" + seal.apply(line);
  }

  /**
   * Reads a line; nothing if it is none of ours.
   *
   * @param line as {@link #sealed} gave it
   * @param seal as it was given there
   */
  public static Optional<Challenge> parse(String line, UnaryOperator<String> seal) {
    Matcher form = SEALED.matcher(line);
    if (!form.matches() || !isEqual(form.group(7), seal.apply(form.group(1)))) {
      return Optional.empty();
    }
    try {
      Network network = Network.ofChainName(form.group(3));
      return Optional.of(
          new Challenge(
              form.group(2),
              Address.parse(form.group(4), network),
              Instant.parse(form.group(5)),
              form.group(6)));
    } catch (InvalidAddressException impossible) {
      throw new IllegalStateException("sealed, yet no challenge: " + line, impossible);
    }
  }

  /** Takes as long whether they are equal or not. */
  private static boolean isEqual(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }
}
