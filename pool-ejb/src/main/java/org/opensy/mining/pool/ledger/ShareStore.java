package org.opensy.mining.pool.ledger;

import jakarta.persistence.PersistenceException;
import jakarta.transaction.TransactionalException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

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
   * @throws LedgerException if the database fails or refuses the batch; {@link SqlState} tells
   *     which
   */
  public int write(List<ShareEntry> batch) {
    try {
      return writeOnce(batch);
    } catch (LedgerException failed) {
      readyDays.clear();
      if (!SqlState.of(failed).equals(SqlState.CHECK_VIOLATION)) {
        throw failed;
      }
      return writeOnce(batch);
    }
  }

  private int writeOnce(List<ShareEntry> batch) {
    try {
      for (ShareEntry entry : batch) {
        if (!readyDays.contains(entry.day())) {
          partitions.ensure(entry.day(), entry.day());
          readyDays.add(entry.day());
        }
      }
      return transactions.run(entities -> ShareBatch.insert(entities, batch));
    } catch (SQLException | PersistenceException | TransactionalException failed) {
      throw new LedgerException("shares are not written: " + failed.getMessage(), failed);
    }
  }
}
