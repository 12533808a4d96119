package org.opensy.mining.dev.node.wallet;

import java.util.Optional;
import org.opensy.mining.dev.node.chain.Scripts;
import org.opensy.mining.dev.node.wire.Bytes;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.InvalidAddressException;
import org.opensy.mining.pool.chain.Network;

/** Regtest addresses and their scripts. Pure functions. */
public final class Addresses {
  private Addresses() {}

  /** The script that pays to an address; empty if it is none of this network. */
  public static Optional<Bytes> script(String address) {
    return parse(address).map(parsed -> Bytes.of(parsed.script().toArray()));
  }

  /** The address as the node prints it; empty if it is none of this network. */
  public static Optional<String> canonical(String address) {
    return parse(address).map(Address::toString);
  }

  private static Optional<Address> parse(String address) {
    try {
      return Optional.of(Address.parse(address, Network.REGTEST));
    } catch (InvalidAddressException e) {
      return Optional.empty();
    }
  }

  /** The P2WPKH address of 20 bytes. */
  static String ofKeyHash(byte[] keyHash) {
    return Address.p2wpkh(Network.REGTEST, keyHash).toString();
  }

  /** The address that a script pays to; empty for scripts without one. */
  public static Optional<String> ofScript(Bytes script) {
    int length = script.length();
    if (length == 25 && script.startsWith(Bytes.ofHex("76a914"))) {
      return Optional.of(Address.p2pkh(Network.REGTEST, script.slice(3, 23).toArray()).toString());
    }
    if (length == 23 && script.startsWith(Bytes.ofHex("a914"))) {
      return Optional.of(Address.p2sh(Network.REGTEST, script.slice(2, 22).toArray()).toString());
    }
    try {
      return Scripts.isWitnessProgram(script)
          ? Optional.of(
              Address.segwit(
                      Network.REGTEST,
                      script.at(0) == 0 ? 0 : script.at(0) - 0x50,
                      script.slice(2, length).toArray())
                  .toString())
          : Optional.empty();
    } catch (InvalidAddressException e) {
      return Optional.empty();
    }
  }
}
