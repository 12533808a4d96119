package org.opensy.mining.dev.node.chain;

import org.opensy.mining.dev.node.wire.TxOut;

/**
 * An unspent output.
 *
 * @param output value and script
 * @param height of the block that made it
 * @param coinbase whether it must mature first
 */
public record Coin(TxOut output, int height, boolean coinbase) {
  /** Whether a block at {@code spendHeight} may spend it. */
  public boolean spendableAt(int spendHeight) {
    return !coinbase || spendHeight - height >= Consensus.COINBASE_MATURITY;
  }
}
