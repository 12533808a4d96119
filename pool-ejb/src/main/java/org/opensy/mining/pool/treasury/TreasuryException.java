package org.opensy.mining.pool.treasury;

import java.io.Serial;
import java.sql.SQLException;

/** The database failed; what was under way is undone or, if committed, stays. */
public final class TreasuryException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  TreasuryException(SQLException failed) {
    super(failed.getMessage(), failed);
  }
}
