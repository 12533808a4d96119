package org.opensy.mining.pool.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.ledger.BlockStatus;
import org.opensy.mining.pool.node.BlockHeaderInfo;
import org.opensy.mining.pool.node.ChainView;

/** Compares our blocks with what the node says of them. */
final class ChainChecks {
  private static final String CHECK = "blocks are on the chain as their status says";
  private static final String BLOCKS =
      "select hash, height, status from blocks"
          + " where status in ('ACCEPTED', 'IMMATURE', 'MATURED', 'ORPHANED', 'LOST') order by id";

  private ChainChecks() {}

  static void run(Connection connection, ChainView node, AuditReport.Builder report)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(BLOCKS);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        BlockHash hash = BlockHash.ofDisplayHex(rows.getString("hash"));
        BlockStatus status = BlockStatus.valueOf(rows.getString("status"));
        compare(hash, rows.getLong("height"), status, node.blockHeader(hash), report);
      }
    }
  }

  private static void compare(
      BlockHash hash,
      long height,
      BlockStatus status,
      Optional<BlockHeaderInfo> header,
      AuditReport.Builder report) {
    report.compared(CHECK, 1);
    if (header.isEmpty()) {
      report.found(CHECK, hash.toString(), "is " + status + ", but the node does not know it");
    } else if (header.get().onBestChain() != status.isOnChain()) {
      report.found(
          CHECK,
          hash.toString(),
          "is " + status + ", but has " + header.get().confirmations() + " confirmations");
    } else if (header.get().height() != height) {
      report.found(
          CHECK, hash.toString(), "height " + height + ", the node says " + header.get().height());
    }
  }
}
