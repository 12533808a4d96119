package org.opensy.mining.pool.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The commitment of BIP141 to all witnesses of a block: an output of the coinbase whose script is
 * {@code 6a24aa21a9ed} and SHA256d(witness merkle root | reserved value). The reserved value, the
 * only witness item of the coinbase, is 32 zero bytes here as in the node.
 */
public final class WitnessCommitment {
  /** The 32 zero bytes in the coinbase's witness. */
  public static final Bytes RESERVED_VALUE = Bytes.of(new byte[Hash256.SIZE]);

  private static final Bytes PREFIX = Bytes.ofHex("6a24aa21a9ed");
  private static final int SCRIPT_SIZE = 38;

  private WitnessCommitment() {}

  /** The script for a block of a coinbase and {@code others}, in this order. */
  public static Bytes script(List<Transaction> others) {
    List<Hash256> leaves = new ArrayList<>(others.size() + 1);
    leaves.add(Hash256.ZERO);
    others.forEach(transaction -> leaves.add(transaction.witnessHash()));
    Hash256 commitment = new Sha256d().hash(MerkleTree.root(leaves).raw(), RESERVED_VALUE.raw());
    return Bytes.wrap(new WireWriter().bytes(PREFIX).hash(commitment).toArray());
  }

  /** The commitment that counts in {@code coinbase}: the last output that has the form of one. */
  public static Optional<Bytes> in(Transaction coinbase) {
    return coinbase.outputs().stream()
        .map(TxOutput::script)
        .filter(WitnessCommitment::isCommitment)
        .map(script -> script.slice(0, SCRIPT_SIZE))
        .reduce((first, second) -> second);
  }

  /** Whether {@code script} has the form of a commitment; longer scripts count, as in the node. */
  public static boolean isCommitment(Bytes script) {
    return script.size() >= SCRIPT_SIZE && script.startsWith(PREFIX);
  }
}
