package org.opensy.mining.pool.ownership;

import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.opensy.mining.pool.chain.Address;

/**
 * Tells whether the owner of an address signed a text. Three forms are taken: the 65 bytes of
 * {@code signmessage} and BIP-137, the witness of BIP-322 ("simple"), both in Base64, and the
 * transaction of BIP-322 ("full"), in hex as a node's wallet signs it. Thread-safe.
 */
public final class Ownership {
  /** What a signature has at most, in characters: room for a script of many keys. */
  public static final int LONGEST = 8_000;

  private static final Pattern HEX = Pattern.compile("([0-9a-fA-F]{2})+");
  private static final String SIMPLE = "smp";

  private Ownership() {}

  /**
   * Whether the owner signed.
   *
   * @param owner of which address
   * @param text what is signed, in UTF-8
   * @param signature in one of the three forms; false if it is in none
   */
  public static boolean isProven(Address owner, String text, String signature) {
    if (signature.length() > LONGEST) {
      return false;
    }
    if (HEX.matcher(signature).matches()) {
      return Bip322.isSignedBy(owner, text, HexFormat.of().parseHex(signature));
    }
    byte[] bytes;
    try {
      String base64 =
          signature.startsWith(SIMPLE) ? signature.substring(SIMPLE.length()) : signature;
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException neither) {
      return false;
    }
    return bytes.length == SignedMessage.LENGTH
        ? SignedMessage.isSigned(owner, text, bytes)
        : Bip322.isWitnessed(owner, text, bytes);
  }
}
