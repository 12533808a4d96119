package org.opensy.mining.dev.node.chain;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.opensy.mining.dev.node.wire.OutPoint;
import org.opensy.mining.dev.node.wire.Tx;
import org.opensy.mining.dev.node.wire.TxIn;
import org.opensy.mining.dev.node.wire.TxOut;

/** Checks of one transaction that need no coins. Pure functions. */
final class TxRules {
  private static final long LOCKTIME_THRESHOLD = 500_000_000L;
  private static final long FINAL_SEQUENCE = 0xffffffffL;

  private TxRules() {}

  /** Checks without context ({@code CheckTransaction}); empty is a pass. */
  static Optional<String> check(Tx tx) {
    if (tx.inputs().isEmpty()) {
      return Optional.of("bad-txns-vin-empty");
    }
    if (tx.outputs().isEmpty()) {
      return Optional.of("bad-txns-vout-empty");
    }
    if (4L * tx.stripped().length > Consensus.MAX_WEIGHT) {
      return Optional.of("bad-txns-oversize");
    }
    Optional<String> outputs = checkOutputs(tx);
    return outputs.isPresent() ? outputs : checkInputs(tx);
  }

  private static Optional<String> checkOutputs(Tx tx) {
    long total = 0;
    for (TxOut output : tx.outputs()) {
      if (output.value() < 0) {
        return Optional.of("bad-txns-vout-negative");
      }
      if (output.value() > Consensus.MAX_MONEY) {
        return Optional.of("bad-txns-vout-toolarge");
      }
      total = Math.addExact(total, output.value());
      if (total > Consensus.MAX_MONEY) {
        return Optional.of("bad-txns-txouttotal-toolarge");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> checkInputs(Tx tx) {
    Set<OutPoint> seen = new HashSet<>();
    for (TxIn input : tx.inputs()) {
      if (!seen.add(input.previous())) {
        return Optional.of("bad-txns-inputs-duplicate");
      }
    }
    if (tx.isCoinbase()) {
      int length = tx.inputs().get(0).script().length();
      return length < 2 || length > 100 ? Optional.of("bad-cb-length") : Optional.empty();
    }
    return seen.stream().anyMatch(OutPoint::isNull)
        ? Optional.of("bad-txns-prevout-null")
        : Optional.empty();
  }

  /** Whether the lock time lets a transaction into a block of this height and cut-off time. */
  static boolean isFinal(Tx tx, int height, long cutoffSeconds) {
    long limit = tx.lockTime() < LOCKTIME_THRESHOLD ? height : cutoffSeconds;
    return tx.lockTime() < Math.max(limit, 1)
        || tx.inputs().stream().allMatch(input -> input.sequence() == FINAL_SEQUENCE);
  }
}
