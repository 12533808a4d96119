package org.opensy.mining.pool.node;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.TransactionId;

/**
 * The wallet that the pool pays from. Every method throws {@link NodeUnreachableException} when no
 * usable answer comes and {@link NodeRpcException} when the node answers with an error object.
 */
public interface WalletClient {
  /** What the wallet holds. */
  WalletBalances balances();

  /** The state of the wallet. */
  WalletInfo info();

  /** Whether the wallet has what it takes to spend what is paid to an address. */
  boolean canSpend(Address address);

  /**
   * Unlocks a wallet that is locked, if its passphrase is configured, for as long as a payment may
   * take; does nothing otherwise. Error -14 if the passphrase is wrong.
   *
   * @return locks it again, if it was unlocked here
   */
  Unlocked unlock();

  /** A wallet that can sign now. */
  @FunctionalInterface
  interface Unlocked extends AutoCloseable {
    /** Locks it; should that fail, the node does after a while. */
    @Override
    void close();
  }

  /**
   * Pays in one transaction, and is asked exactly once: nothing here or below repeats it, but for
   * another login after the node refused the first one, unread. {@link
   * NodeException#definitelyNotSent()} tells whether a failure is certain; after any other the
   * payment may exist or, if the node took the request and is slow, come into being later: look for
   * its comment.
   *
   * <p>An id means that the wallet holds the transaction. The mempool may have refused it, which
   * the wallet does not tell ({@code CommitTransaction} in the node's wallet/wallet.cpp): it then
   * waits in the wallet.
   *
   * @param outputs addresses of this network and what each gets, positive, in the order given; the
   *     node shuffles the outputs
   * @param comment under which it is found again, not blank; stays in the wallet
   * @param subtractFee whether all outputs bear the fee in equal parts, and get that much less
   * @throws IllegalArgumentException before anything is sent, for outputs or a comment that are not
   *     as said
   */
  TransactionId sendMany(Map<Address, Amount> outputs, String comment, boolean subtractFee);

  /** A transaction of the wallet, or nothing if the wallet has none of this id. */
  Optional<WalletTransaction> transaction(TransactionId id);

  /** All payments that the wallet ever made, whatever became of them. */
  List<WalletTransaction> sent();

  /**
   * Whether the node is at work on a payment now, ours or another's. A node takes requests from its
   * queue in their order, so one that came before this question is at work or done.
   */
  boolean isSending();

  /**
   * Those of the wallet's payments with exactly this comment that a block above {@code since} holds
   * or contradicts, or that are unconfirmed, abandoned ones included. A payment made while {@code
   * since} was known is always among them, also when that block has left the best chain. Error -5
   * if the node does not know the block.
   */
  List<WalletTransaction> findByComment(String comment, BlockHash since);
}
