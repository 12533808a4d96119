package org.opensy.mining.pool.node;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.TransactionId;

/**
 * A transaction as its wallet tells it ({@code gettransaction}, {@code listsinceblock}).
 *
 * @param id without witness, hence final
 * @param standing what became of it
 * @param fee what the wallet paid for it, positive; empty if the wallet only received
 * @param comment given to {@code sendmany}; empty text for none
 * @param sent what each address got, change left out; outputs without an address are missing
 * @param received what somebody else sent to addresses of the wallet; only {@code gettransaction}
 *     tells it
 */
public record WalletTransaction(
    TransactionId id,
    Standing standing,
    Optional<Amount> fee,
    String comment,
    Map<Address, Amount> sent,
    Amount received) {

  /** Takes a copy of the map, in its order. */
  public WalletTransaction {
    sent = Collections.unmodifiableMap(new LinkedHashMap<>(sent));
  }

  /**
   * What became of a transaction. None of its states is for ever: a reorganisation may undo the
   * first three, and an abandoned transaction that somebody kept may still be mined.
   *
   * @param confirmations above 0 in a block of the best chain; 0 waiting; below 0 if a block that
   *     deep holds another transaction which spends one of its inputs
   * @param block the block that holds it
   * @param abandoned given up by hand: the wallet spends its inputs again
   * @param conflicts other transactions of the wallet that spend one of its inputs
   */
  public record Standing(
      int confirmations,
      Optional<BlockHash> block,
      boolean abandoned,
      List<TransactionId> conflicts) {

    /** Takes a copy of the list. */
    public Standing {
      conflicts = List.copyOf(conflicts);
    }

    /** Whether a block of the best chain holds it. */
    public boolean isConfirmed() {
      return confirmations > 0;
    }

    /** Whether it may still be mined without anybody's doing; it need not be in the mempool. */
    public boolean isWaiting() {
      return confirmations == 0 && !abandoned;
    }

    /** Whether it has been mined or may still be. */
    public boolean counts() {
      return isConfirmed() || isWaiting();
    }

    /** Whether a block of the best chain contradicts it. */
    public boolean isConflicted() {
      return confirmations < 0;
    }
  }
}
