package org.opensy.mining.pool.ownership;

import fr.acinq.bitcoin.ByteVector;
import fr.acinq.bitcoin.Crypto;
import fr.acinq.bitcoin.OutPoint;
import fr.acinq.bitcoin.Satoshi;
import fr.acinq.bitcoin.ScriptFlags;
import fr.acinq.bitcoin.ScriptWitness;
import fr.acinq.bitcoin.Transaction;
import fr.acinq.bitcoin.TxHash;
import fr.acinq.bitcoin.TxIn;
import fr.acinq.bitcoin.TxOut;
import fr.acinq.bitcoin.io.ByteArrayInput;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.opensy.mining.pool.chain.Address;

/**
 * Texts signed as BIP-322 has it: by a transaction that no block can have, which spends another one
 * that no block can have, whose input holds the text and whose output pays to the address. Whatever
 * can spend from an address can sign, so it works for scripts and Taproot, too. Thread-safe.
 */
public final class Bip322 {
  private static final String TAG = "BIP0322-signed-message";
  private static final byte OP_RETURN = 0x6a;
  private static final long NO_OUTPUT = 0xffff_ffffL;
  private static final byte[] PUSH_OF_DIGEST = {0x00, 0x20};
  private static final Satoshi NOTHING = new Satoshi(0);
  private static final ScriptWitness NO_WITNESS = new ScriptWitness();

  /** Whoever has an address of another kind could be anybody: its rules have not been made yet. */
  private static final Set<Address.Kind> KNOWN =
      EnumSet.complementOf(EnumSet.of(Address.Kind.WITNESS));

  private Bip322() {}

  /**
   * The transaction that is to be signed, without signatures, as the node's call {@code
   * signrawtransactionwithwallet} takes it.
   *
   * @param transaction in hex
   * @param spentId id of the transaction that it spends, as nodes show it
   * @param spentScript script of output 0 of that one, whose value is zero, in hex
   */
  public record Unsigned(String transaction, String spentId, String spentScript) {}

  /** What the owner of an address has to sign so as to sign a text. */
  public static Unsigned unsigned(Address owner, String text) {
    Transaction spent = spent(owner, text);
    return new Unsigned(
        HexFormat.of().formatHex(Transaction.write(signing(spent, NO_WITNESS))),
        spent.txid.value.toHex(),
        owner.script().toHex());
  }

  /** Whether a witness, as it is in a transaction, is that of the owner. */
  static boolean isWitnessed(Address owner, String text, byte[] witness) {
    Transaction spent = spent(owner, text);
    try {
      ByteArrayInput input = new ByteArrayInput(witness);
      ScriptWitness stack = ScriptWitness.read(input, 0);
      return input.getAvailableBytes() == 0 && spends(owner, signing(spent, stack), spent);
    } catch (RuntimeException malformed) {
      // The library's readers have exceptions of many kinds.
      return false;
    }
  }

  /** Whether a transaction is the one to be signed, and signed by the owner. */
  static boolean isSignedBy(Address owner, String text, byte[] transaction) {
    Transaction spent = spent(owner, text);
    try {
      Transaction shown = Transaction.read(transaction);
      return shown.txIn.size() == 1
          && signing(spent, NO_WITNESS).equals(withoutSignatures(shown))
          && spends(owner, shown, spent);
    } catch (RuntimeException malformed) {
      // The library's readers have exceptions of many kinds.
      return false;
    }
  }

  private static Transaction withoutSignatures(Transaction signed) {
    TxIn input = signed.txIn.get(0);
    return new Transaction(
        signed.version,
        List.of(new TxIn(input.outPoint, ByteVector.empty, input.sequence, NO_WITNESS)),
        signed.txOut,
        signed.lockTime);
  }

  private static boolean spends(Address owner, Transaction signed, Transaction spent) {
    if (!KNOWN.contains(owner.kind())) {
      return false;
    }
    try {
      Transaction.correctlySpends(
          signed,
          Map.of(new OutPoint(spent, 0), spent.txOut.get(0)),
          ScriptFlags.STANDARD_SCRIPT_VERIFY_FLAGS);
      return true;
    } catch (RuntimeException wrong) {
      // That is how the library says no.
      return false;
    }
  }

  private static Transaction spent(Address owner, String text) {
    byte[] digest = Crypto.taggedHash(text.getBytes(StandardCharsets.UTF_8), TAG).toByteArray();
    TxIn input =
        new TxIn(
            new OutPoint(new TxHash("0".repeat(64)), NO_OUTPUT),
            new ByteVector(PUSH_OF_DIGEST).concat(digest),
            0,
            NO_WITNESS);
    return new Transaction(
        0, List.of(input), List.of(new TxOut(NOTHING, owner.script().toArray())), 0);
  }

  private static Transaction signing(Transaction spent, ScriptWitness witness) {
    TxIn input = new TxIn(new OutPoint(spent, 0), ByteVector.empty, 0, witness);
    return new Transaction(
        0, List.of(input), List.of(new TxOut(NOTHING, new byte[] {OP_RETURN})), 0);
  }
}
