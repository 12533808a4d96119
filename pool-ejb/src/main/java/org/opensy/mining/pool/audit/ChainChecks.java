package org.opensy.mining.pool.audit;

import java.util.Optional;
import org.opensy.mining.pool.block.BlockStatus;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.node.BlockHeaderInfo;
import org.opensy.mining.pool.node.ChainView;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/** Compares our blocks with what the node says of them. */
final class ChainChecks {
  private static final String CHECK = "blocks are on the chain as their status says";

  /** A node need not know a block that lost its race: it may have read the chain later. */
  private static final String BLOCKS =
      "select hash, height, status, status = 'ORPHANED' and not exists"
          + " (select from block_rewards r where r.block_id = b.id) as forgettable from blocks b"
          + " where status in ('ACCEPTED', 'IMMATURE', 'MATURED', 'ORPHANED', 'LOST') order by id";

  private ChainChecks() {}

  static void run(Transaction transaction, ChainView node, AuditReport.Builder report) {
    SqlQuery.of(BLOCKS)
        .walk(
            transaction,
            row -> {
              BlockHash hash = BlockHash.ofDisplayHex(row.text("hash"));
              BlockStatus status = BlockStatus.valueOf(row.text("status"));
              Optional<BlockHeaderInfo> header = node.blockHeader(hash);
              if (header.isPresent() || !row.flag("forgettable")) {
                compare(hash, row.number("height"), status, header, report);
              }
              return true;
            });
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
