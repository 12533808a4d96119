package org.opensy.mining.stratum.api;

import java.util.Optional;
import org.opensy.mining.stratum.protocol.Difficulty;

/**
 * Makes each session's own jobs. Called on the event loop of the session, right before the job is
 * written, so that no miner ever gets an older job after a newer one. It must be quick, must not
 * block, and is called from several threads at once.
 */
public interface JobSource {
  /** Bytes of the coinbase that a miner of the Bitcoin dialect chooses itself. */
  int EXTRANONCE2_SIZE = 4;

  /**
   * A session will use the Bitcoin dialect. Called before its login; the session is told to the
   * pool as closed, whether or not it logs in.
   *
   * @return the session's extranonce in hex, always the same for it
   */
  String subscribe(MinerSession session);

  /**
   * The job for a session that was let in; empty if it has the job of this moment already, or if
   * there is no work.
   */
  Optional<MinerJob> jobFor(MinerSession session);

  /**
   * A session that was let in wishes for a difficulty. As far as the wish is obeyed, the session's
   * next job has it.
   */
  void suggest(MinerSession session, Difficulty wish);

  /** The work of this moment under an id that the session did not have; empty if there is none. */
  Optional<MinerJob> jobAgain(MinerSession session);
}
