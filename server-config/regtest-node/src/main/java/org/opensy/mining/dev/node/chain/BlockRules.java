package org.opensy.mining.dev.node.chain;

import java.util.List;
import java.util.Optional;
import org.opensy.mining.dev.node.wire.Block;
import org.opensy.mining.dev.node.wire.Bytes;
import org.opensy.mining.dev.node.wire.Hash256;
import org.opensy.mining.dev.node.wire.Merkle;
import org.opensy.mining.dev.node.wire.Tx;

/**
 * Checks of a block that need no coins: an empty answer is a pass, else the node's reason. Pure
 * functions.
 */
final class BlockRules {
  /**
   * Reasons that speak of the block's data, not of its header: another body may still be valid
   * under that header.
   */
  private static final List<String> MUTATED =
      List.of(
          "bad-txnmrklroot",
          "bad-txns-duplicate",
          "bad-witness-nonce-size",
          "bad-witness-merkle-match",
          "unexpected-witness");

  private static final Bytes COMMITMENT = Bytes.ofHex("6a24aa21a9ed");
  private static final int COMMITMENT_LENGTH = 38;

  private BlockRules() {}

  static boolean mutated(String reason) {
    return MUTATED.contains(reason);
  }

  /** Checks without any context ({@code CheckBlock}). */
  static Optional<String> check(Block block) {
    List<Tx> txs = block.transactions();
    Merkle merkle = Merkle.of(txs.stream().map(Tx::txid).toList());
    if (!merkle.root().equals(block.header().merkleRoot())) {
      return Optional.of("bad-txnmrklroot");
    }
    if (merkle.mutated()) {
      return Optional.of("bad-txns-duplicate");
    }
    if (txs.isEmpty() || 4L * block.strippedSize() > Consensus.MAX_WEIGHT) {
      return Optional.of("bad-blk-length");
    }
    if (!txs.get(0).isCoinbase()) {
      return Optional.of("bad-cb-missing");
    }
    if (txs.stream().skip(1).anyMatch(Tx::isCoinbase)) {
      return Optional.of("bad-cb-multiple");
    }
    return txs.stream().map(TxRules::check).flatMap(Optional::stream).findFirst();
  }

  /** Checks against the parent ({@code ContextualCheckBlock}). */
  static Optional<String> checkUnder(Block block, BlockIndex parent) {
    int height = parent.height() + 1;
    long cutoff = parent.medianTimePast();
    if (!block.transactions().stream().allMatch(tx -> TxRules.isFinal(tx, height, cutoff))) {
      return Optional.of("bad-txns-nonfinal");
    }
    Bytes coinbaseScript = block.transactions().get(0).inputs().get(0).script();
    if (!coinbaseScript.startsWith(Scripts.pushNumber(height))) {
      return Optional.of("bad-cb-height");
    }
    Optional<String> witness = checkWitness(block);
    if (witness.isPresent()) {
      return witness;
    }
    return block.weight() > Consensus.MAX_WEIGHT ? Optional.of("bad-blk-weight") : Optional.empty();
  }

  private static Optional<String> checkWitness(Block block) {
    Tx coinbase = block.transactions().get(0);
    Optional<Bytes> commitment = commitment(coinbase);
    if (commitment.isEmpty()) {
      return block.transactions().stream().anyMatch(Tx::hasWitness)
          ? Optional.of("unexpected-witness")
          : Optional.empty();
    }
    List<Bytes> stack = coinbase.inputs().get(0).witness();
    if (stack.size() != 1 || stack.get(0).length() != Hash256.LENGTH) {
      return Optional.of("bad-witness-nonce-size");
    }
    Bytes expected = commitmentScript(block.transactions(), stack.get(0));
    return commitment.get().slice(0, COMMITMENT_LENGTH).equals(expected)
        ? Optional.empty()
        : Optional.of("bad-witness-merkle-match");
  }

  /** The last output script of the coinbase that commits to witnesses. */
  private static Optional<Bytes> commitment(Tx coinbase) {
    return coinbase.outputs().stream()
        .map(output -> output.script())
        .filter(script -> script.length() >= COMMITMENT_LENGTH && script.startsWith(COMMITMENT))
        .reduce((first, second) -> second);
  }

  /** The output script that commits to the witnesses of {@code transactions}, coinbase first. */
  static Bytes commitmentScript(List<Tx> transactions, Bytes reserved) {
    Hash256 hash = Hash256.sha256d(Merkle.witnessRoot(transactions).internal(), reserved.toArray());
    return Bytes.ofHex(COMMITMENT.toString() + Bytes.of(hash.internal()));
  }

  /**
   * Adds the reserved value where a block commits to witnesses and its coinbase has none, as
   * submitblock does.
   */
  static Block withReservedValue(Block block) {
    if (block.transactions().isEmpty() || !block.transactions().get(0).isCoinbase()) {
      return block;
    }
    Tx coinbase = block.transactions().get(0);
    if (coinbase.hasWitness() || commitment(coinbase).isEmpty()) {
      return block;
    }
    return block.withCoinbase(coinbase.withFirstWitness(List.of(Scripts.RESERVED_VALUE)));
  }
}
