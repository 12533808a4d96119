package org.opensy.mining.pool.settlement;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import javax.sql.DataSource;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.ledger.BlockStatus;
import org.opensy.mining.pool.ledger.SqlWork;
import org.opensy.mining.pool.money.AccountKind;
import org.opensy.mining.pool.money.Balances;
import org.opensy.mining.pool.money.Books;
import org.opensy.mining.pool.money.Fence;

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
  void credit(OwnBlock block, Fence fence) throws SQLException {
    RewardSplitter.Basis basis = splitter.basis(block);
    transaction(
        fence,
        connection -> {
          Instant now = clock.instant();
          splitter.store(connection, block, basis, carried(connection), now);
          Books.book(connection, fence, RewardEvents.credited(block, read(connection, block)), now);
          OwnBlocks.move(connection, block, BlockStatus.IMMATURE, now);
        });
  }

  /** Takes the credit of a block back that left the chain. */
  void orphan(OwnBlock block, Fence fence) throws SQLException {
    transaction(
        fence,
        connection -> {
          Instant now = clock.instant();
          Books.book(connection, fence, RewardEvents.orphaned(block, read(connection, block)), now);
          RewardTable.nextTurn(connection, block);
          OwnBlocks.move(connection, block, BlockStatus.ORPHANED, now);
        });
  }

  /** Credits a block again that came back to the chain: the same split as before. */
  void creditAgain(OwnBlock block, Fence fence) throws SQLException {
    transaction(
        fence,
        connection -> {
          Instant now = clock.instant();
          Books.book(connection, fence, RewardEvents.credited(block, read(connection, block)), now);
          OwnBlocks.move(connection, block, BlockStatus.IMMATURE, now);
        });
  }

  /** Makes the credit of a deep block payable. */
  void mature(OwnBlock block, Fence fence) throws SQLException {
    transaction(
        fence,
        connection -> {
          Instant now = clock.instant();
          Books.book(connection, fence, RewardEvents.matured(block, read(connection, block)), now);
          OwnBlocks.move(connection, block, BlockStatus.MATURED, now);
        });
  }

  /** Has the operator bear a matured block that is lost for good. */
  void writeOff(OwnBlock block, Fence fence, String who) throws SQLException {
    transaction(
        fence,
        connection -> {
          Instant now = clock.instant();
          StoredReward reward = read(connection, block);
          Books.book(connection, fence, RewardEvents.writtenOff(block, reward, who), now);
          OwnBlocks.move(connection, block, BlockStatus.WRITTEN_OFF, now);
        });
  }

  /** Moves a block on without touching money. */
  void mark(OwnBlock block, BlockStatus next, Fence fence) throws SQLException {
    transaction(fence, connection -> OwnBlocks.move(connection, block, next, clock.instant()));
  }

  /** A matured block left the chain: nothing is paid until a person has decided. */
  void lose(OwnBlock block, Fence fence) throws SQLException {
    transaction(
        fence,
        connection -> {
          Instant now = clock.instant();
          OwnBlocks.move(connection, block, BlockStatus.LOST, now);
          Halts.halt(
              connection,
              "block-lost:" + block.hash(),
              "a matured block left the best chain: " + block,
              now);
        });
  }

  private static StoredReward read(Connection connection, OwnBlock block) throws SQLException {
    return StoredRewards.read(connection, block);
  }

  /** What earlier divisions left over; nobody else books while we hold the fence. */
  private static Amount carried(Connection connection) throws SQLException {
    Map<AccountKind, Amount> totals = Balances.totals(connection);
    return totals.get(AccountKind.ROUNDING).plus(totals.get(AccountKind.ROUNDING_IMMATURE));
  }

  /** The fence first: whoever waits for it has then seen what its holder before booked. */
  private void transaction(Fence fence, Step step) throws SQLException {
    SqlWork.inTransaction(
        database,
        connection -> {
          fence.check(connection);
          step.on(connection);
          return null;
        });
  }

  @FunctionalInterface
  private interface Step {
    void on(Connection connection) throws SQLException;
  }
}
