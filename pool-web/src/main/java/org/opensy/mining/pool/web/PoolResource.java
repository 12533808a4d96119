package org.opensy.mining.pool.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.opensy.mining.pool.ledger.LedgerQueries;

/** What anybody may know of the pool. */
@Path("/pool")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class PoolResource {
  @Inject private StatsDesk stats;
  @Inject private LedgerQueries ledger;

  /** The pool at a glance. */
  @GET
  @Path("/stats")
  public PoolStats stats() {
    return stats.now();
  }

  /**
   * The blocks found last, newest first.
   *
   * @param limit 1 to 100
   */
  @GET
  @Path("/blocks")
  public Page<BlockView> blocks(@QueryParam("limit") @DefaultValue("20") String limit) {
    int most = number(limit);
    return new Page<>(ledger.latestBlocks(most).stream().map(BlockView::of).toList(), most);
  }

  private static int number(String limit) {
    if (!limit.matches("[1-9]\\d?|100")) {
      throw new BadRequestException("limit is a number from 1 to 100");
    }
    return Integer.parseInt(limit);
  }
}
