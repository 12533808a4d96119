package org.opensy.mining.pool.payout;

import java.util.List;
import java.util.Set;
import org.opensy.mining.pool.node.NodeException;
import org.opensy.mining.pool.node.NodeRpcException;

/** What stands in the way when the node certainly does not send a payout. */
enum Refusal {
  /** What one payee is to get; without it the others can be paid. */
  PAYEE,
  /** All of it together; a part of it may go through. */
  BATCH,
  /** The wallet: nothing at all can be sent now. */
  WALLET;

  /** Bad amount, address or parameter: see {@link NodeRpcException#definitelyNotSent()}. */
  private static final Set<Integer> PAYEES = Set.of(-3, -5, -8);

  /** {@code CreateTransaction} failed, for any reason (node's wallet/spend.cpp). */
  private static final int NOT_CREATED = -6;

  private static final String PAYEES_AMOUNT = "too small";

  private static final List<String> WALLETS =
      List.of("Fee estimation failed", "Fee rate", "Signing", "change address", "solving data");

  /** By the node's answer to {@code sendmany}. */
  static Refusal of(NodeException failed) {
    if (!(failed instanceof NodeRpcException refused)) {
      return WALLET;
    }
    if (PAYEES.contains(refused.code())) {
      return PAYEE;
    }
    if (refused.code() != NOT_CREATED
        || WALLETS.stream().anyMatch(refused.rpcMessage()::contains)) {
      return WALLET;
    }
    return refused.rpcMessage().contains(PAYEES_AMOUNT) ? PAYEE : BATCH;
  }
}
