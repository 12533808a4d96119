package org.opensy.mining.pool.web;

import jakarta.ws.rs.BadRequestException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.ChainFormatException;
import org.opensy.mining.pool.chain.InvalidAddressException;
import org.opensy.mining.pool.chain.Network;
import org.opensy.mining.pool.chain.TransactionId;
import org.opensy.mining.stratum.api.Subnet;

/** Values out of what callers send; bad ones are answered with a problem. */
final class Inputs {
  private static final String HASH = "[0-9a-f]{64}";

  private static final Duration LONGEST = Duration.ofDays(365);

  private Inputs() {}

  /** A short text on one line. */
  static String text(String text, String name) {
    if (text == null || text.isBlank() || text.length() > 200) {
      throw new BadRequestException(name + " is a text of 1 to 200 characters");
    }
    return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", " ");
  }

  /** A body that there must be. */
  static <T> T body(T body) {
    if (body == null) {
      throw new BadRequestException("The body is empty.");
    }
    return body;
  }

  /** A whole number from 1 up. */
  static long number(String digits, String name) {
    if (!digits.matches("[1-9][0-9]{0,17}")) {
      throw new BadRequestException(name + " is a whole number from 1 up");
    }
    return Long.parseLong(digits);
  }

  static Subnet subnet(String text, String name) {
    try {
      return Subnet.parse(text(text, name));
    } catch (IllegalArgumentException wrong) {
      throw new BadRequestException(name + " is " + wrong.getMessage(), wrong);
    }
  }

  /** A positive number of seconds up to a year. */
  static Duration seconds(Long seconds, String name) {
    if (seconds == null || seconds < 1 || seconds > LONGEST.toSeconds()) {
      throw new BadRequestException(
          name + " is a whole number from 1 to " + LONGEST.toSeconds() + ", a year");
    }
    return Duration.ofSeconds(seconds);
  }

  /**
   * The value of that name, in lower case; all of them if nothing is asked for.
   *
   * @param parameter which says it
   */
  static <E extends Enum<E>> Set<E> oneOf(Class<E> type, String text, String parameter) {
    Set<E> all = EnumSet.allOf(type);
    if (text == null) {
      return all;
    }
    return all.stream()
        .filter(value -> SnakeCase.word(value).equals(text))
        .findFirst()
        .map(Set::of)
        .orElseThrow(
            () ->
                new BadParameterException(
                    parameter,
                    "is one of "
                        + all.stream().map(SnakeCase::word).collect(Collectors.joining(", "))));
  }

  static BlockHash blockHash(String hex) {
    return hash(hex, BlockHash::ofDisplayHex);
  }

  static TransactionId transactionId(String hex) {
    return hash(hex, TransactionId::ofDisplayHex);
  }

  private static <T> T hash(String hex, Function<String, T> parse) {
    if (!hex.matches(HASH)) {
      throw new BadRequestException("a hash is 64 lower-case hex digits");
    }
    return parse.apply(hex);
  }

  /** An address in any spelling; all that is looked up is its canonical text. */
  static Address address(String text, Network network) {
    try {
      return Address.parse(text, network);
    } catch (InvalidAddressException wrong) {
      throw new BadRequestException("Not an address of this network: " + wrong.getMessage(), wrong);
    }
  }

  /** A number of SYL without an exponent. */
  static Amount positiveAmount(String syl) {
    try {
      Amount amount = Amount.parse(syl == null ? "" : syl);
      if (!syl.matches(".*[eE].*") && amount.isMoney() && amount.baseUnits() > 0) {
        return amount;
      }
    } catch (ChainFormatException wrong) {
      throw new BadRequestException("an amount is a number of SYL: " + wrong.getMessage(), wrong);
    }
    throw new BadRequestException("an amount is a positive number of SYL");
  }
}
