package org.opensy.mining.pool.lifecycle;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.opensy.mining.pool.sql.DatabaseException;
import org.opensy.mining.stratum.protocol.LogText;

/**
 * The steps of the start, tried again from where they stopped: the database first, as often as it
 * is away, then the rest once, then the ports. Thread-safe.
 */
final class StartAttempts {
  private static final Logger LOG = System.getLogger(StartAttempts.class.getName());

  private final Runnable database;
  private final Runnable rest;
  private final Runnable ports;
  private boolean waiting;
  private boolean prepared;
  private boolean over;

  /**
   * @param database prepares the database; harmless to repeat
   * @param rest prepares what needs no database; done once
   * @param ports lets miners in; tried again if it throws
   */
  StartAttempts(Runnable database, Runnable rest, Runnable ports) {
    this.database = database;
    this.rest = rest;
    this.ports = ports;
  }

  /**
   * Tries to start.
   *
   * @return whether nothing is left to be tried: the pool has started or is to stop
   * @throws RuntimeException if something failed that is no outage of the database
   */
  synchronized boolean tryStart() {
    if (!over && prepareDatabase()) {
      prepareRest();
      ports.run();
      over = true;
    }
    return over;
  }

  /** Ends the attempts; when this returns none is under way. */
  synchronized void stop() {
    over = true;
  }

  private boolean prepareDatabase() {
    try {
      if (!prepared) {
        database.run();
      }
      return true;
    } catch (RuntimeException failed) {
      if (!DatabaseException.of(failed).isOutage()) {
        throw failed;
      }
      if (!waiting) {
        waiting = true;
        LOG.log(
            Level.WARNING,
            "POOL-1015 no miner is let in before the database answers: {0}",
            LogText.of(failed.getMessage()));
      }
      return false;
    }
  }

  private void prepareRest() {
    if (!prepared) {
      prepared = true;
      rest.run();
    }
  }
}
