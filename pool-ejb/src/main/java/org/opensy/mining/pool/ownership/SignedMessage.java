package org.opensy.mining.pool.ownership;

import fr.acinq.bitcoin.ByteVector64;
import fr.acinq.bitcoin.Crypto;
import fr.acinq.bitcoin.PublicKey;
import java.util.Arrays;
import java.util.stream.Stream;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.MessageHash;
import org.opensy.mining.pool.chain.Network;

/**
 * Texts signed with the key of an address: {@code signmessage} of the node, and BIP-137, which has
 * other first bytes for segregated witness. Wallets disagree on these, so any is taken whose key
 * fits the address.
 */
final class SignedMessage {
  /** Bytes of a signature. */
  static final int LENGTH = 65;

  private static final int FIRST = 27;
  private static final int LAST = 42;
  private static final int FIRST_COMPRESSED = 31;

  private SignedMessage() {}

  /**
   * Whether it is signed.
   *
   * @param signature 65 bytes: which key, and r and s, big-endian
   */
  static boolean isSigned(Address owner, String text, byte[] signature) {
    int header = signature[0] & 0xff;
    if (header < FIRST || header > LAST) {
      return false;
    }
    PublicKey key;
    try {
      key =
          Crypto.recoverPublicKey(
              new ByteVector64(Arrays.copyOfRange(signature, 1, LENGTH)),
              MessageHash.of(text).toArray(),
              (header - FIRST) % 4);
    } catch (RuntimeException noPoint) {
      // The library says so of numbers for which there is no key.
      return false;
    }
    return addresses(owner.network(), key, header >= FIRST_COMPRESSED).anyMatch(owner::equals);
  }

  private static Stream<Address> addresses(Network network, PublicKey key, boolean compressed) {
    if (!compressed) {
      return Stream.of(Address.p2pkh(network, Crypto.hash160(key.toUncompressedBin())));
    }
    byte[] hash = key.hash160();
    Address witness = Address.p2wpkh(network, hash);
    return Stream.of(
        Address.p2pkh(network, hash),
        witness,
        Address.p2sh(network, Crypto.hash160(witness.script().toArray())));
  }
}
