package org.opensy.mining.dev.api;

import fr.acinq.bitcoin.ByteVector32;
import fr.acinq.bitcoin.Crypto;
import fr.acinq.bitcoin.PrivateKey;
import fr.acinq.bitcoin.Satoshi;
import fr.acinq.bitcoin.Script;
import fr.acinq.bitcoin.ScriptWitness;
import fr.acinq.bitcoin.SigHash;
import fr.acinq.bitcoin.SigVersion;
import fr.acinq.bitcoin.Transaction;
import java.util.HexFormat;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Network;

/** A key of no worth and its address, P2WPKH on regtest; signs as a wallet does. */
final class OwnerKey {
  private final PrivateKey key = new PrivateKey(new ByteVector32("22".repeat(32)));

  String address() {
    return Address.p2wpkh(Network.REGTEST, key.publicKey().hash160()).toString();
  }

  /** A transaction whose one input spends nothing of this address, signed; both in hex. */
  String signed(String transaction) {
    Transaction unsigned = Transaction.read(transaction);
    byte[] digest =
        unsigned.hashForSigning(
            0,
            Script.pay2pkh(key.publicKey()),
            SigHash.SIGHASH_ALL,
            new Satoshi(0),
            SigVersion.SIGVERSION_WITNESS_V0);
    ScriptWitness witness =
        new ScriptWitness()
            .push(Crypto.compact2der(Crypto.sign(digest, key)).concat((byte) SigHash.SIGHASH_ALL))
            .push(key.publicKey().value);
    return HexFormat.of().formatHex(Transaction.write(unsigned.updateWitness(0, witness)));
  }
}
