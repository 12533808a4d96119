package org.opensy.mining.pool.chain;

import java.util.Arrays;
import java.util.Locale;

/**
 * Bech32 (BIP173) and Bech32m (BIP350): a prefix, the separator {@code 1}, groups of five bits as
 * one character each, and six characters of a BCH checksum whose final constant tells the two
 * apart.
 */
final class Bech32 {
  private static final String CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final int CHECKSUM = 6;
  private static final int MAX_LENGTH = 90;
  private static final int[] GENERATOR = {
    0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
  };

  /** The two checksums. */
  enum Variant {
    BECH32(1),
    BECH32M(0x2bc830a3);

    private final int constant;

    Variant(int constant) {
      this.constant = constant;
    }
  }

  /**
   * A decoded text.
   *
   * @param text in lower case
   * @param prefix in lower case
   * @param groups of five bits, without the checksum
   */
  record Decoded(String text, Variant variant, String prefix, Bytes groups) {}

  private Bech32() {}

  /** Decodes a text all in lower or all in upper case and verifies its checksum. */
  static Decoded decode(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new InvalidAddressException("Bech32 address is too long");
    }
    String lower = requireOneCase(text);
    int separator = lower.lastIndexOf('1');
    if (separator < 1 || separator + CHECKSUM >= lower.length()) {
      throw new InvalidAddressException("invalid separator position in Bech32 address");
    }
    String prefix = lower.substring(0, separator);
    byte[] groups = groupsOf(lower.substring(separator + 1));
    int residue = polymod(expand(prefix), groups);
    for (Variant variant : Variant.values()) {
      if (residue == variant.constant) {
        byte[] data = Arrays.copyOf(groups, groups.length - CHECKSUM);
        return new Decoded(lower, variant, prefix, Bytes.wrap(data));
      }
    }
    throw new InvalidAddressException("invalid checksum of Bech32 address");
  }

  /** The lower-case text for {@code groups} of five bits. */
  static String encode(Variant variant, String prefix, byte[] groups) {
    byte[] padded = Arrays.copyOf(groups, groups.length + CHECKSUM);
    int residue = polymod(expand(prefix), padded) ^ variant.constant;
    for (int i = 0; i < CHECKSUM; i++) {
      padded[groups.length + i] = (byte) (residue >>> (5 * (CHECKSUM - 1 - i)) & 31);
    }
    StringBuilder text = new StringBuilder(prefix).append('1');
    for (byte group : padded) {
      text.append(CHARSET.charAt(group));
    }
    return text.toString();
  }

  /** Bytes to groups of five bits, the last padded with zero bits. */
  static byte[] toGroups(byte[] data) {
    byte[] groups = new byte[(data.length * 8 + 4) / 5];
    for (int bit = 0; bit < data.length * 8; bit++) {
      int set = data[bit / 8] >>> (7 - bit % 8) & 1;
      groups[bit / 5] |= (byte) (set << (4 - bit % 5));
    }
    return groups;
  }

  /** Groups of five bits to bytes; the padding must be fewer than five bits, all zero. */
  static byte[] toBytes(byte[] groups) {
    byte[] data = new byte[groups.length * 5 / 8];
    int size = 0;
    int pending = 0;
    int bits = 0;
    for (byte group : groups) {
      pending = pending << 5 | group;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        data[size] = (byte) (pending >>> bits);
        size++;
      }
    }
    if (bits >= 5 || (pending & (1 << bits) - 1) != 0) {
      throw new InvalidAddressException("invalid padding in Bech32 address");
    }
    return data;
  }

  private static String requireOneCase(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    boolean mixed = !text.equals(lower) && !text.equals(text.toUpperCase(Locale.ROOT));
    if (mixed || !isPrintable(text)) {
      throw new InvalidAddressException("invalid character or mixed case in Bech32 address");
    }
    return lower;
  }

  private static boolean isPrintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < 33 || text.charAt(i) > 126) {
        return false;
      }
    }
    return true;
  }

  private static byte[] groupsOf(String data) {
    byte[] groups = new byte[data.length()];
    for (int i = 0; i < groups.length; i++) {
      int group = CHARSET.indexOf(data.charAt(i));
      if (group < 0) {
        throw new InvalidAddressException("invalid character in Bech32 address");
      }
      groups[i] = (byte) group;
    }
    return groups;
  }

  private static byte[] expand(String prefix) {
    byte[] expanded = new byte[2 * prefix.length() + 1];
    for (int i = 0; i < prefix.length(); i++) {
      expanded[i] = (byte) (prefix.charAt(i) >>> 5);
      expanded[prefix.length() + 1 + i] = (byte) (prefix.charAt(i) & 31);
    }
    return expanded;
  }

  private static int polymod(byte[] prefix, byte[] groups) {
    int residue = 1;
    for (byte[] part : new byte[][] {prefix, groups}) {
      for (byte value : part) {
        int top = residue >>> 25;
        residue = (residue & 0x1ffffff) << 5 ^ value;
        for (int i = 0; i < GENERATOR.length; i++) {
          residue ^= (top >>> i & 1) == 0 ? 0 : GENERATOR[i];
        }
      }
    }
    return residue;
  }
}
