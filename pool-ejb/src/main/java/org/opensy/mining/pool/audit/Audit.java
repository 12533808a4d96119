package org.opensy.mining.pool.audit;

import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.opensy.mining.pool.node.ChainView;
import org.opensy.mining.pool.node.NodeException;
import org.opensy.mining.pool.node.WalletClient;
import org.opensy.mining.pool.sql.Transaction;

/**
 * Checks the books from the ground up. Reads only, and in one snapshot of the database, so that it
 * can run beside a pool at work. Thread-safe.
 */
public final class Audit {
  private final DataSource database;
  private final InstantSource clock;

  /** Of this database. */
  public Audit(DataSource database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Compares everything.
   *
   * @param wallet the pool's wallet; without it the wallet is left out
   */
  public AuditReport run(ChainView node, Optional<WalletClient> wallet) {
    AuditReport.Builder report = new AuditReport.Builder(clock.instant());
    return Transaction.snapshot(
        database,
        transaction -> {
          SqlChecks.run(transaction, report);
          new SplitChecks(database).run(transaction, report);
          outside(transaction, node, wallet, report);
          return report.build();
        });
  }

  private void outside(
      Transaction transaction,
      ChainView node,
      Optional<WalletClient> wallet,
      AuditReport.Builder report) {
    try {
      ChainChecks.run(transaction, node, report);
      if (wallet.isPresent()) {
        new WalletChecks(database, wallet.get()).run(transaction, report);
      }
    } catch (NodeException away) {
      report.found("node and wallet", "not compared", String.valueOf(away.getMessage()));
    }
  }
}
