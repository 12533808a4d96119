package org.opensy.mining.pool.chain;

import java.util.Arrays;

/**
 * Base58 with a four-byte SHA256d checksum: a version byte and a payload as letters and digits
 * without the look-alikes {@code 0OIl}. The alphabet and the checksum are Bitcoin's.
 */
final class Base58Check {
  private static final String ALPHABET =
      "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final int CHECKSUM = 4;

  /**
   * Longer texts are refused unread: decoding takes quadratic time, and an address has 34
   * characters.
   */
  private static final int MAX_LENGTH = 64;

  private Base58Check() {}

  /** Version byte and payload, the checksum verified and removed. */
  static byte[] decode(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new InvalidAddressException("address is too long");
    }
    byte[] data = decodePlain(text);
    if (data.length <= CHECKSUM) {
      throw new InvalidAddressException("invalid checksum or length of Base58 address");
    }
    byte[] body = Arrays.copyOf(data, data.length - CHECKSUM);
    byte[] given = Arrays.copyOfRange(data, data.length - CHECKSUM, data.length);
    if (!Arrays.equals(given, checksum(body))) {
      throw new InvalidAddressException("invalid checksum or length of Base58 address");
    }
    return body;
  }

  /** The text for version byte and payload in {@code body}. */
  static String encode(byte[] body) {
    byte[] data = Arrays.copyOf(body, body.length + CHECKSUM);
    System.arraycopy(checksum(body), 0, data, body.length, CHECKSUM);
    return encodePlain(data);
  }

  private static byte[] checksum(byte[] body) {
    return Arrays.copyOf(new Sha256d().digest(body), CHECKSUM);
  }

  private static byte[] decodePlain(String text) {
    int zeros = leading(text, ALPHABET.charAt(0));
    byte[] digits = new byte[text.length()];
    int used = 0;
    for (int i = zeros; i < text.length(); i++) {
      int carry = ALPHABET.indexOf(text.charAt(i));
      if (carry < 0) {
        throw new InvalidAddressException("neither a Base58 nor a Bech32 address");
      }
      for (int j = 0; j < used || carry > 0; j++) {
        carry += 58 * (digits[j] & 0xff);
        digits[j] = (byte) carry;
        carry >>= 8;
        used = Math.max(used, j + 1);
      }
    }
    byte[] result = new byte[zeros + used];
    for (int i = 0; i < used; i++) {
      result[zeros + used - 1 - i] = digits[i];
    }
    return result;
  }

  private static String encodePlain(byte[] data) {
    int zeros = 0;
    while (zeros < data.length && data[zeros] == 0) {
      zeros++;
    }
    // A byte has less than two digits.
    int[] digits = new int[data.length * 2];
    int used = 0;
    for (int i = zeros; i < data.length; i++) {
      int carry = data[i] & 0xff;
      for (int j = 0; j < used || carry > 0; j++) {
        carry += digits[j] << 8;
        digits[j] = carry % 58;
        carry /= 58;
        used = Math.max(used, j + 1);
      }
    }
    StringBuilder text = new StringBuilder(zeros + used);
    text.append(ALPHABET.substring(0, 1).repeat(zeros));
    for (int i = used - 1; i >= 0; i--) {
      text.append(ALPHABET.charAt(digits[i]));
    }
    return text.toString();
  }

  private static int leading(String text, char c) {
    int count = 0;
    while (count < text.length() && text.charAt(count) == c) {
      count++;
    }
    return count;
  }
}
