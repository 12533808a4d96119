package org.opensy.mining.pool.settlement;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.ledger.BlockStatus;
import org.opensy.mining.pool.money.AccountKind;
import org.opensy.mining.pool.money.Balances;
import org.opensy.mining.pool.money.Books;
import org.opensy.mining.pool.money.Fence;
import org.opensy.mining.pool.sql.Transaction;

/**
 * Books what happens to a block: status and postings change together or not at all. Thread-safe.
 */
final class BlockBooking {
  private final DataSource database;
  private final RewardSplitter splitter;
  private final InstantSource clock;

  BlockBooking(DataSource database, RewardSplitter splitter, InstantSource clock) {
    this.database = database;
    this.splitter = splitter;
    this.clock = clock;
  }

  /** Splits the reward of a block on the chain and owes it to its miners. */
  void credit(OwnBlock block, Fence fence) {
    RewardSplitter.Basis basis = splitter.basis(block);
    inTurn(
        fence,
        transaction -> {
          Instant now = clock.instant();
          splitter.store(transaction, block, basis, carried(transaction), now);
          Books.book(
              transaction, fence, RewardEvents.credited(block, read(transaction, block)), now);
          OwnBlocks.move(transaction, block, BlockStatus.IMMATURE, now);
        });
  }

  /** Takes the credit of a block back that left the chain. */
  void orphan(OwnBlock block, Fence fence) {
    inTurn(
        fence,
        transaction -> {
          Instant now = clock.instant();
          Books.book(
              transaction, fence, RewardEvents.orphaned(block, read(transaction, block)), now);
          RewardTable.nextTurn(transaction, block);
          OwnBlocks.move(transaction, block, BlockStatus.ORPHANED, now);
        });
  }

  /** Credits a block again that came back to the chain: the same split as before. */
  void creditAgain(OwnBlock block, Fence fence) {
    inTurn(
        fence,
        transaction -> {
          Instant now = clock.instant();
          Books.book(
              transaction, fence, RewardEvents.credited(block, read(transaction, block)), now);
          OwnBlocks.move(transaction, block, BlockStatus.IMMATURE, now);
        });
  }

  /** Makes the credit of a deep block payable. */
  void mature(OwnBlock block, Fence fence) {
    inTurn(
        fence,
        transaction -> {
          Instant now = clock.instant();
          Books.book(
              transaction, fence, RewardEvents.matured(block, read(transaction, block)), now);
          OwnBlocks.move(transaction, block, BlockStatus.MATURED, now);
        });
  }

  /** Has the operator bear a matured block that is lost for good. */
  void writeOff(OwnBlock block, Fence fence, String who) {
    inTurn(
        fence,
        transaction -> {
          Instant now = clock.instant();
          StoredReward reward = read(transaction, block);
          Books.book(transaction, fence, RewardEvents.writtenOff(block, reward, who), now);
          OwnBlocks.move(transaction, block, BlockStatus.WRITTEN_OFF, now);
        });
  }

  /** Moves a block on without touching money. */
  void mark(OwnBlock block, BlockStatus next, Fence fence) {
    inTurn(fence, transaction -> OwnBlocks.move(transaction, block, next, clock.instant()));
  }

  /** A matured block left the chain: nothing is paid until a person has decided. */
  void lose(OwnBlock block, Fence fence) {
    inTurn(
        fence,
        transaction -> {
          Instant now = clock.instant();
          OwnBlocks.move(transaction, block, BlockStatus.LOST, now);
          Halts.halt(
              transaction,
              "block-lost:" + block.hash(),
              "a matured block left the best chain: " + block,
              now);
        });
  }

  private static StoredReward read(Transaction transaction, OwnBlock block) {
    return StoredRewards.read(transaction, block);
  }

  /** What earlier divisions left over; nobody else books while we hold the fence. */
  private static Amount carried(Transaction transaction) {
    Map<AccountKind, Amount> totals = Balances.totals(transaction);
    return totals.get(AccountKind.ROUNDING).plus(totals.get(AccountKind.ROUNDING_IMMATURE));
  }

  /** The fence first: whoever waits for it has then seen what its holder before booked. */
  private void inTurn(Fence fence, Consumer<Transaction> step) {
    Transaction.run(
        database,
        transaction -> {
          fence.check(transaction);
          step.accept(transaction);
        });
  }
}
