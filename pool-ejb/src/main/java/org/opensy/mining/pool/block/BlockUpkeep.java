package org.opensy.mining.pool.block;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.InstantSource;
import org.opensy.mining.pool.ledger.SchemaState;
import org.opensy.mining.pool.timer.TimerStep;

/** The timer of blocks that a crash or an outage left open. Thread-safe. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class BlockUpkeep {
  private final TimerStep settling = new TimerStep("the settling of blocks");
  private final FoundBlocks found;
  private final BlockSubmitter submitter;
  private final SchemaState schema;
  private final InstantSource clock;

  /** For the container's view of the bean. */
  public BlockUpkeep() {
    this(null, null, null, null);
  }

  @Inject
  BlockUpkeep(
      FoundBlocks found, BlockSubmitter submitter, SchemaState schema, InstantSource clock) {
    this.found = found;
    this.submitter = submitter;
    this.schema = schema;
    this.clock = clock;
  }

  /** Stores what is not stored yet, and asks what became of the rest. */
  @Schedule(hour = "*", minute = "*", second = "30", persistent = false)
  public void settleBlocks() {
    if (schema.isCurrent()) {
      settling.run(
          () -> {
            found.storeLate();
            submitter.settle(clock.instant());
          });
    }
  }
}
