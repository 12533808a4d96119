package org.opensy.mining.stratum.api;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All addresses that begin with the same bits, in the notation of CIDR: {@code 192.0.2.0/24},
 * {@code 2001:db8::/32}. A single address is a subnet of all its bits. Thread-safe.
 */
public final class Subnet {
  private static final Pattern FORM =
      Pattern.compile("(?<address>[0-9.]{7,15}|[0-9A-Fa-f:.]{2,45})(/(?<bits>0|[1-9][0-9]{0,2}))?");

  /** Numbers with dots between them; 010 is none of them: it is 8 to some and 10 to others. */
  private static final Pattern DOTTED =
      Pattern.compile("([0-9A-Fa-f:]*:)?(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

  private final byte[] network;
  private final int bits;

  private Subnet(byte[] address, int bits) {
    this.network = masked(address, bits);
    this.bits = bits;
  }

  /**
   * The subnet of an address.
   *
   * @param bits how many leading bits count; more than the address has count as all of them
   */
  public static Subnet of(InetAddress address, int bits) {
    byte[] bytes = address.getAddress();
    return new Subnet(bytes, Math.min(bits, Byte.SIZE * bytes.length));
  }

  /** The subnet that has no other address. */
  public static Subnet of(InetAddress address) {
    return of(address, Integer.MAX_VALUE);
  }

  /**
   * Reads an address, or an address and a number of bits; bits after these are taken as zero. Names
   * are never looked up, and a decimal number has no leading zeros.
   *
   * @throws IllegalArgumentException with a sentence if the text is neither
   */
  public static Subnet parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (form.matches()) {
      byte[] address = literal(form.group("address"));
      int most = Byte.SIZE * address.length;
      int bits = form.group("bits") == null ? most : Integer.parseInt(form.group("bits"));
      if (bits <= most) {
        return new Subnet(address, bits);
      }
    }
    throw malformed(text);
  }

  private static byte[] literal(String address) {
    try {
      // Neither form can be a name, so nothing is looked up.
      boolean dotted = address.contains(".");
      if (dotted ? DOTTED.matcher(address).matches() : address.contains(":")) {
        return InetAddress.getByName(address).getAddress();
      }
    } catch (UnknownHostException notAnAddress) {
      throw malformed(address);
    }
    throw malformed(address);
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "not an address or subnet such as 192.0.2.0/24 or 2001:db8::/32: " + text);
  }

  /** Whether the address is one of the subnet's. */
  public boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == network.length && Arrays.equals(masked(bytes, bits), network);
  }

  /** Whether all addresses of the other subnet are this one's too. */
  public boolean contains(Subnet other) {
    return bits <= other.bits
        && other.network.length == network.length
        && Arrays.equals(masked(other.network, bits), network);
  }

  /** How many leading bits count. */
  public int bits() {
    return bits;
  }

  private static byte[] masked(byte[] address, int bits) {
    byte[] masked = address.clone();
    for (int i = 0; i < masked.length; i++) {
      int kept = Math.max(0, Math.min(Byte.SIZE, bits - Byte.SIZE * i));
      masked[i] &= (byte) (0xFF << (Byte.SIZE - kept));
    }
    return masked;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Subnet that
        && bits == that.bits
        && Arrays.equals(network, that.network);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(network) + bits;
  }

  /** In the notation of CIDR, for a single address too; the same subnet is always the same text. */
  @Override
  public String toString() {
    try {
      return InetAddress.getByAddress(network).getHostAddress() + "/" + bits;
    } catch (UnknownHostException impossible) {
      throw new AssertionError(HexFormat.of().formatHex(network), impossible);
    }
  }
}
