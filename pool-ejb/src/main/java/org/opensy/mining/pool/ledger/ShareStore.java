package org.opensy.mining.pool.ledger;

import jakarta.persistence.PersistenceException;
import jakarta.transaction.TransactionalException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.opensy.mining.pool.share.ShareEntry;
import org.opensy.mining.pool.sql.DatabaseException;
import org.opensy.mining.pool.sql.StatementWatch;
import org.opensy.mining.pool.sql.Transaction;

/**
 * Writes batches of shares, each in one transaction with the sums that are kept of them. A batch
 * that is written again adds nothing. Thread-safe.
 */
public final class ShareStore {
  private final EntityTransactions transactions;
  private final SharePartitions partitions;
  private final Set<LocalDate> readyDays = ConcurrentHashMap.newKeySet();

  /**
   * A store without a connection yet.
   *
   * @param database in which partitions are made, outside of these transactions
   * @param transactions on the same database
   */
  public ShareStore(DataSource database, EntityTransactions transactions) {
    this.transactions = transactions;
    this.partitions = new SharePartitions(database);
  }

  /**
   * Writes all or, on failure, possibly nothing: after a failure the same batch can be written
   * again.
   *
   * @return rows that were new
   * @throws DatabaseException if the database fails or refuses the batch
   */
  public int write(List<ShareEntry> batch) {
    return write(batch, transaction -> {});
  }

  /**
   * The same together with what belongs to the shares, in one transaction: all of it or nothing.
   *
   * @param along may run twice, in a new transaction after the first was rolled back
   */
  int write(List<ShareEntry> batch, Consumer<Transaction> along) {
    try {
      return writeOnce(batch, along);
    } catch (DatabaseException failed) {
      readyDays.clear();
      if (!failed.mayLackPartition()) {
        throw failed;
      }
      return writeOnce(batch, along);
    }
  }

  private int writeOnce(List<ShareEntry> batch, Consumer<Transaction> along) {
    for (ShareEntry entry : batch) {
      if (!readyDays.contains(entry.day())) {
        partitions.ensure(entry.day(), entry.day());
        readyDays.add(entry.day());
      }
    }
    long begun = System.nanoTime();
    try {
      return transactions.run(
          entities -> {
            int rows = ShareBatch.insert(entities, batch);
            along.accept(Transaction.over(entities::unwrap));
            return rows;
          });
    } catch (PersistenceException | TransactionalException failed) {
      throw DatabaseException.of(failed);
    } finally {
      StatementWatch.current().ran(StatementWatch.SHARES, System.nanoTime() - begun);
    }
  }
}
