package org.opensy.mining.pool.chain;

import java.util.Arrays;
import java.util.Locale;

/**
 * A destination on one network, and the script that pays to it. Addresses of one script are equal,
 * however they were spelled: the text is the canonical one, bech32 in lower case. Thread-safe.
 */
public final class Address {
  private static final int HASH160 = 20;
  private static final int MAX_VERSION = 16;
  private static final int OP_1 = 0x51;
  private static final int OP_DUP = 0x76;
  private static final int OP_HASH160 = 0xa9;

  /** What has to be shown to spend what was paid to an address. */
  public enum Kind {
    /** A key, by its hash. */
    P2PKH,
    /** A script, by its hash; also segregated witness within it. */
    P2SH,
    /** A key, by its hash, in the witness. */
    P2WPKH,
    /** A script, by its hash, in the witness. */
    P2WSH,
    /** A Taproot key. */
    P2TR,
    /** A witness of a version that has no meaning yet. */
    WITNESS
  }

  private final Network network;
  private final Bytes script;
  private final String text;

  private Address(Network network, Bytes script, String text) {
    this.network = network;
    this.script = script;
    this.text = text;
  }

  /**
   * Reads an address of {@code network} as the node would; blanks around it are not removed.
   *
   * @throws InvalidAddressException with a sentence that says what is wrong
   */
  public static Address parse(String text, Network network) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (Network candidate : Network.values()) {
      if (lower.startsWith(candidate.bech32Prefix() + "1")) {
        requireSame(candidate, network);
        return parseSegwit(text, network);
      }
    }
    return parseBase58(text, network);
  }

  /**
   * The address of a public key's HASH160 (20 bytes), P2PKH.
   *
   * @throws InvalidAddressException on any other length
   */
  public static Address p2pkh(Network network, byte[] hash160) {
    byte[] body = versioned(network.publicKeyHashVersion(), hash160);
    Bytes script =
        Bytes.of(join(new byte[] {0x76, (byte) 0xa9, 0x14}, hash160, (byte) 0x88, (byte) 0xac));
    return new Address(network, script, Base58Check.encode(body));
  }

  /**
   * The address of a script's HASH160 (20 bytes), P2SH.
   *
   * @throws InvalidAddressException on any other length
   */
  public static Address p2sh(Network network, byte[] hash160) {
    byte[] body = versioned(network.scriptHashVersion(), hash160);
    Bytes script = Bytes.of(join(new byte[] {(byte) 0xa9, 0x14}, hash160, (byte) 0x87));
    return new Address(network, script, Base58Check.encode(body));
  }

  /** The address of a public key's HASH160 (20 bytes), P2WPKH: witness version 0. */
  public static Address p2wpkh(Network network, byte[] hash160) {
    requireHash160(hash160);
    return segwit(network, 0, hash160);
  }

  /**
   * The address of a witness program, bech32 for version 0 and bech32m above.
   *
   * @param version 0..16
   * @param program 2..40 bytes, 20 or 32 for version 0
   * @throws InvalidAddressException if version or length is none
   */
  public static Address segwit(Network network, int version, byte[] program) {
    requireProgram(version, program.length);
    byte[] groups = Bech32.toGroups(program);
    byte[] data = new byte[groups.length + 1];
    data[0] = (byte) version;
    System.arraycopy(groups, 0, data, 1, groups.length);
    String text = Bech32.encode(variantOf(version), network.bech32Prefix(), data);
    return new Address(network, witnessScript(version, program), text);
  }

  private static Bytes witnessScript(int version, byte[] program) {
    byte[] head = {(byte) (version == 0 ? 0 : OP_1 + version - 1), (byte) program.length};
    return Bytes.of(join(head, program));
  }

  /** The network on which this address exists. */
  public Network network() {
    return network;
  }

  /** The scriptPubKey that pays to this address. */
  public Bytes script() {
    return script;
  }

  /** What has to be shown to spend what was paid to it. */
  public Kind kind() {
    int first = script.at(0);
    int size = script.size();
    if (first == OP_HASH160) {
      return Kind.P2SH;
    }
    if (first == OP_DUP) {
      return Kind.P2PKH;
    }
    if (first == 0) {
      return size == HASH160 + 2 ? Kind.P2WPKH : Kind.P2WSH;
    }
    return first == OP_1 && size == Hash256.SIZE + 2 ? Kind.P2TR : Kind.WITNESS;
  }

  private static Address parseSegwit(String text, Network network) {
    Bech32.Decoded decoded = Bech32.decode(text);
    if (!decoded.prefix().equals(network.bech32Prefix())) {
      throw new InvalidAddressException("invalid separator position in Bech32 address");
    }
    byte[] groups = decoded.groups().toArray();
    if (groups.length == 0) {
      throw new InvalidAddressException("Bech32 address without data");
    }
    int version = groups[0];
    byte[] program = Bech32.toBytes(Arrays.copyOfRange(groups, 1, groups.length));
    requireProgram(version, program.length);
    if (decoded.variant() != variantOf(version)) {
      throw new InvalidAddressException(
          "witness version " + version + " needs the " + variantOf(version) + " checksum");
    }
    // Bits have one spelling: what was read is what would be written.
    return new Address(network, witnessScript(version, program), decoded.text());
  }

  private static Address parseBase58(String text, Network network) {
    byte[] body = Base58Check.decode(text);
    int version = body[0] & 0xff;
    byte[] hash = Arrays.copyOfRange(body, 1, body.length);
    if (version == network.publicKeyHashVersion()) {
      return p2pkh(network, hash);
    }
    if (version == network.scriptHashVersion()) {
      return p2sh(network, hash);
    }
    for (Network other : Network.values()) {
      if (version == other.publicKeyHashVersion() || version == other.scriptHashVersion()) {
        requireSame(other, network);
      }
    }
    throw new InvalidAddressException("address of another coin");
  }

  private static void requireSame(Network found, Network expected) {
    if (found != expected) {
      throw new InvalidAddressException(
          "address of the " + found.chainName() + " network, expected " + expected.chainName());
    }
  }

  private static Bech32.Variant variantOf(int version) {
    return version == 0 ? Bech32.Variant.BECH32 : Bech32.Variant.BECH32M;
  }

  private static void requireProgram(int version, int size) {
    if (version < 0 || version > MAX_VERSION) {
      throw new InvalidAddressException("invalid witness version " + version);
    }
    boolean fits = version == 0 ? size == HASH160 || size == Hash256.SIZE : size >= 2 && size <= 40;
    if (!fits) {
      throw new InvalidAddressException(
          "invalid program size " + size + " for witness version " + version);
    }
  }

  private static byte[] versioned(int version, byte[] hash160) {
    requireHash160(hash160);
    return join(new byte[] {(byte) version}, hash160);
  }

  private static void requireHash160(byte[] hash160) {
    if (hash160.length != HASH160) {
      throw new InvalidAddressException("invalid length of address: " + hash160.length + " bytes");
    }
  }

  private static byte[] join(byte[] head, byte[] middle, byte... tail) {
    return new WireWriter().bytes(head).bytes(middle).bytes(tail).toArray();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Address that && network == that.network && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The canonical text. */
  @Override
  public String toString() {
    return text;
  }
}
