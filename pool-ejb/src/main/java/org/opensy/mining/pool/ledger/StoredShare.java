package org.opensy.mining.pool.ledger;

import java.math.BigInteger;
import org.opensy.mining.pool.share.ShareKey;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

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
  static StoredShare find(Transaction transaction, ShareKey key) {
    return SqlQuery.of(
            "select id, difficulty from shares"
                + " where session_id = ? and job_id = ? and nonce = ? and accepted_at = ?",
            key.session(),
            key.jobId(),
            key.nonce(),
            key.acceptedAt())
        .first(
            transaction,
            row ->
                new StoredShare(
                    new SharePosition(key.acceptedAt(), row.number(1)),
                    BigInteger.valueOf(row.number(2))))
        .orElseThrow(() -> new LedgerException("there is no share " + key));
  }
}
