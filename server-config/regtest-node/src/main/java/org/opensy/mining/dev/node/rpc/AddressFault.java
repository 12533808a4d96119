package org.opensy.mining.dev.node.rpc;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.opensy.mining.dev.node.wallet.Addresses;
import org.opensy.mining.dev.node.wire.Hash256;

/**
 * The node's words about a text that is no address ({@code DecodeDestination}, {@code
 * bech32::LocateErrors}). Of wrong characters under a bech32 checksum it finds one; the node finds
 * two.
 *
 * @param text the sentence
 * @param locations positions of the characters in question
 */
record AddressFault(String text, List<Integer> locations) {
  private static final String PREFIX = "rsyl";
  private static final String BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final int CHECKSUM = 6;
  private static final int HASH_WITH_VERSION = 21;

  static AddressFault of(String text) {
    return text.toLowerCase(Locale.ROOT).startsWith(PREFIX) ? segwit(text) : base58(text);
  }

  private static AddressFault of(String text, IntStream locations) {
    return new AddressFault(text, locations.boxed().toList());
  }

  private static AddressFault base58(String text) {
    if (!text.chars().allMatch(c -> BASE58.indexOf(c) >= 0)) {
      return of("Invalid or unsupported Segwit (Bech32) or Base58 encoding.", IntStream.empty());
    }
    return of(
        hasBase58Checksum(text)
            ? "Invalid or unsupported Base58-encoded address."
            : "Invalid checksum or length of Base58 address (P2PKH or P2SH)",
        IntStream.empty());
  }

  private static boolean hasBase58Checksum(String text) {
    BigInteger value = BigInteger.ZERO;
    for (int i = 0; i < text.length(); i++) {
      value =
          value
              .multiply(BigInteger.valueOf(58))
              .add(BigInteger.valueOf(BASE58.indexOf(text.charAt(i))));
    }
    byte[] padded = new byte[HASH_WITH_VERSION + 4];
    byte[] digits = value.toByteArray();
    int from = digits.length > 1 && digits[0] == 0 ? 1 : 0;
    if (digits.length - from > padded.length) {
      return false;
    }
    int length = digits.length - from;
    System.arraycopy(digits, from, padded, padded.length - length, length);
    byte[] sum = Hash256.sha256d(Arrays.copyOf(padded, HASH_WITH_VERSION)).internal();
    return Arrays.equals(
        Arrays.copyOf(sum, 4), Arrays.copyOfRange(padded, HASH_WITH_VERSION, padded.length));
  }

  private static AddressFault segwit(String text) {
    int[] odd = charactersOutOfPlace(text);
    if (odd.length > 0) {
      return of("Invalid character or mixed case", Arrays.stream(odd));
    }
    String lower = text.toLowerCase(Locale.ROOT);
    int separator = lower.lastIndexOf('1');
    if (separator < 1 || separator + CHECKSUM >= lower.length()) {
      return of(
          "Invalid separator position",
          separator < 0 ? IntStream.empty() : IntStream.of(separator));
    }
    int[] strange =
        IntStream.range(separator + 1, lower.length())
            .filter(i -> BECH32.indexOf(lower.charAt(i)) < 0)
            .toArray();
    if (strange.length > 0) {
      return of("Invalid Base 32 character", Arrays.stream(strange));
    }
    return IntStream.range(separator + 1, lower.length())
        .filter(i -> mendedBy(lower, i))
        .mapToObj(i -> of("Invalid Bech32 checksum", IntStream.of(i)))
        .findFirst()
        .orElseGet(() -> of("Invalid checksum", IntStream.empty()));
  }

  /** Not printable, or in the other case than the first letter. */
  private static int[] charactersOutOfPlace(String text) {
    boolean upper = Character.isUpperCase(text.charAt(0));
    return IntStream.range(0, text.length())
        .filter(
            i -> {
              char c = text.charAt(i);
              boolean otherCase = upper ? Character.isLowerCase(c) : Character.isUpperCase(c);
              return c < 33 || c > 126 || otherCase;
            })
        .toArray();
  }

  private static boolean mendedBy(String text, int position) {
    return BECH32
        .chars()
        .mapToObj(c -> text.substring(0, position) + (char) c + text.substring(position + 1))
        .anyMatch(candidate -> Addresses.script(candidate).isPresent());
  }
}
