package org.opensy.mining.pool.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.opensy.mining.pool.node.ChainView;
import org.opensy.mining.pool.node.NodeException;
import org.opensy.mining.pool.node.WalletClient;

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
  public AuditReport run(ChainView node, Optional<WalletClient> wallet) throws SQLException {
    AuditReport.Builder report = new AuditReport.Builder(clock.instant());
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      try {
        SqlChecks.run(connection, report);
        new SplitChecks(database).run(connection, report);
        outside(connection, node, wallet, report);
      } finally {
        connection.rollback();
        connection.setReadOnly(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        connection.setAutoCommit(true);
      }
    }
    return report.build();
  }

  private void outside(
      Connection connection,
      ChainView node,
      Optional<WalletClient> wallet,
      AuditReport.Builder report)
      throws SQLException {
    try {
      ChainChecks.run(connection, node, report);
      if (wallet.isPresent()) {
        new WalletChecks(database, wallet.get()).run(connection, report);
      }
    } catch (NodeException away) {
      report.found("node and wallet", "not compared", String.valueOf(away.getMessage()));
    }
  }
}
