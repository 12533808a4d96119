package org.opensy.mining.pool.ledger;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import org.opensy.mining.pool.share.ShareKey;

/**
 * A share as it is found again. Thread-safe.
 *
 * @param position where it stands among the others
 * @param difficulty its work, in expected hashes
 */
record StoredShare(SharePosition position, BigInteger difficulty) {

  /**
   * Looks a share up.
   *
   * @throws LedgerException if it is not there
   */
  static StoredShare find(Connection connection, ShareKey key) throws SQLException {
    return SqlQuery.of(
            "select id, difficulty from shares"
                + " where session_id = ? and job_id = ? and nonce = ? and accepted_at = ?",
            key.session(),
            key.jobId(),
            key.nonce(),
            key.acceptedAt())
        .first(
            connection,
            row ->
                new StoredShare(
                    new SharePosition(key.acceptedAt(), row.getLong(1)),
                    BigInteger.valueOf(row.getLong(2))))
        .orElseThrow(() -> new LedgerException("there is no share " + key));
  }
}
