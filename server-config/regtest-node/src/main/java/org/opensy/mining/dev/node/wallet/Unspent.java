package org.opensy.mining.dev.node.wallet;

import org.opensy.mining.dev.node.wire.OutPoint;
import org.opensy.mining.dev.node.wire.TxOut;

/**
 * A wallet's output that is still there.
 *
 * @param point where it is
 * @param output what it is
 * @param source the transaction that made it
 */
record Unspent(OutPoint point, TxOut output, WalletTx source) {}
