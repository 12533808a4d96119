package org.opensy.mining.pool.web;

import jakarta.ws.rs.QueryParam;
import org.opensy.mining.pool.report.Range;

/** What every table understands: {@code from} and {@code to}. */
public class TableQuery {
  @QueryParam("from")
  private String from;

  @QueryParam("to")
  private String to;

  /** For the container. */
  public TableQuery() {}

  /** The latest rows of that time. */
  Range range() {
    return ListQuery.range(Long.MAX_VALUE, from, to, Csv.MOST_ROWS);
  }
}
