package org.opensy.mining.pool.settlement;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.opensy.mining.pool.block.Block;
import org.opensy.mining.pool.block.BlockStatus;
import org.opensy.mining.pool.block.BlockTable;
import org.opensy.mining.pool.chain.Amount;
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
  void credit(Block block, Fence fence) {
    RewardSplitter.Basis basis = splitter.basis(block);
    run(
        fence,
        transaction -> {
          Instant now = clock.instant();
          splitter.store(transaction, block, basis, carried(transaction), now);
          Books.book(
              transaction, fence, RewardEvents.credited(block, read(transaction, block)), now);
          BlockTable.move(transaction, block, BlockStatus.IMMATURE, "", now);
        });
  }

  /** Takes the credit of a block back that left the chain. */
  void orphan(Block block, Fence fence) {
    run(
        fence,
        transaction -> {
          Instant now = clock.instant();
          Books.book(
              transaction, fence, RewardEvents.orphaned(block, read(transaction, block)), now);
          RewardTable.nextTurn(transaction, block);
          BlockTable.move(transaction, block, BlockStatus.ORPHANED, "", now);
        });
  }

  /**
   * Credits a block again that came back to the chain: the same split as before. One that was never
   * split is to be credited like any other on the chain.
   *
   * @return whether it is credited
   */
  boolean creditAgain(Block block, Fence fence) {
    return inTurn(
        fence,
        transaction -> {
          Instant now = clock.instant();
          Optional<StoredReward> reward = StoredRewards.find(transaction, block);
          if (reward.isPresent()) {
            Books.book(transaction, fence, RewardEvents.credited(block, reward.get()), now);
          }
          BlockStatus next = reward.isPresent() ? BlockStatus.IMMATURE : BlockStatus.ACCEPTED;
          BlockTable.move(transaction, block, next, "", now);
          return reward.isPresent();
        });
  }

  /** Makes the credit of a deep block payable. */
  void mature(Block block, Fence fence) {
    run(
        fence,
        transaction -> {
          Instant now = clock.instant();
          Books.book(
              transaction, fence, RewardEvents.matured(block, read(transaction, block)), now);
          BlockTable.move(transaction, block, BlockStatus.MATURED, "", now);
        });
  }

  /** Has the operator bear a matured block that is lost for good. */
  void writeOff(Transaction transaction, Block block, Fence fence, String who) {
    fence.check(transaction);
    Instant now = clock.instant();
    StoredReward reward = read(transaction, block);
    Books.book(transaction, fence, RewardEvents.writtenOff(block, reward, who), now);
    BlockTable.move(transaction, block, BlockStatus.WRITTEN_OFF, "", now);
  }

  /** Moves a block on without touching money. */
  void mark(Block block, BlockStatus next, Fence fence) {
    run(fence, transaction -> BlockTable.move(transaction, block, next, "", clock.instant()));
  }

  /** A matured block left the chain: nothing is paid until a person has decided. */
  void lose(Block block, Fence fence) {
    run(
        fence,
        transaction -> {
          Instant now = clock.instant();
          BlockTable.move(transaction, block, BlockStatus.LOST, "", now);
          Halts.halt(
              transaction,
              "block-lost:" + block.hash(),
              "a matured block left the best chain: " + block,
              now);
        });
  }

  private static StoredReward read(Transaction transaction, Block block) {
    return StoredRewards.read(transaction, block);
  }

  /** What earlier divisions left over; nobody else books while we hold the fence. */
  private static Amount carried(Transaction transaction) {
    Map<AccountKind, Amount> totals = Balances.totals(transaction);
    return totals.get(AccountKind.ROUNDING).plus(totals.get(AccountKind.ROUNDING_IMMATURE));
  }

  /** The fence first: whoever waits for it has then seen what its holder before booked. */
  private <T> T inTurn(Fence fence, Function<Transaction, T> step) {
    return Transaction.in(
        database,
        transaction -> {
          fence.check(transaction);
          return step.apply(transaction);
        });
  }

  private void run(Fence fence, Consumer<Transaction> step) {
    inTurn(
        fence,
        transaction -> {
          step.accept(transaction);
          return fence;
        });
  }
}
