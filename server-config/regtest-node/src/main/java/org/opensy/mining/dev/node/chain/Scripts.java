package org.opensy.mining.dev.node.chain;

import org.opensy.mining.dev.node.wire.Bytes;

/** The few things about scripts that the node needs to know. Pure functions. */
public final class Scripts {
  /** The reserved value that a coinbase carries as its witness: 32 zero bytes. */
  public static final Bytes RESERVED_VALUE = Bytes.of(new byte[32]);

  private static final int OP_RETURN = 0x6a;
  private static final int OP_CHECKSIG = 0xac;
  private static final int MAX_SCRIPT = 10_000;
  private static final Bytes PAY_TO_PUBLIC_KEY_HASH = Bytes.ofHex("76a914");

  private Scripts() {}

  /** The minimal push of a height, as BIP34 wants it at the start of a coinbase script. */
  public static Bytes pushNumber(int number) {
    if (number == 0) {
      return Bytes.ofHex("00");
    }
    if (number <= 16) {
      return Bytes.of(new byte[] {(byte) (0x50 + number)});
    }
    // A set top bit would read as a minus sign, hence the ninth bit.
    int length = (Integer.SIZE - Integer.numberOfLeadingZeros(number)) / 8 + 1;
    byte[] push = new byte[1 + length];
    push[0] = (byte) length;
    for (int i = 0; i < length; i++) {
      push[1 + i] = (byte) (number >>> (8 * i));
    }
    return Bytes.of(push);
  }

  /** Whether no one can ever spend an output with this script, so that it is not kept as a coin. */
  public static boolean unspendable(Bytes script) {
    return script.length() > MAX_SCRIPT || (script.length() > 0 && script.at(0) == OP_RETURN);
  }

  /** Whether a script is a witness program (a version and 2 to 40 bytes). */
  public static boolean isWitnessProgram(Bytes script) {
    return script.length() >= 4
        && script.length() <= 42
        && (script.at(0) == 0 || (script.at(0) >= 0x51 && script.at(0) <= 0x60))
        && script.at(1) + 2 == script.length();
  }

  /**
   * Cost of the legacy signature operations in an output script, for the forms that addresses have.
   */
  static int sigopsCost(Bytes script) {
    boolean payToPublicKeyHash =
        script.length() == 25
            && script.startsWith(PAY_TO_PUBLIC_KEY_HASH)
            && script.at(24) == OP_CHECKSIG;
    boolean payToPublicKey =
        (script.length() == 35 || script.length() == 67)
            && script.at(script.length() - 1) == OP_CHECKSIG;
    return payToPublicKeyHash || payToPublicKey ? 4 : 0;
  }
}
