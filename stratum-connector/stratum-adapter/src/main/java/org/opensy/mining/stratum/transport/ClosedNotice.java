package org.opensy.mining.stratum.transport;

import org.opensy.mining.stratum.api.MinerSession;
import org.opensy.mining.stratum.api.StratumListener;
import org.opensy.mining.stratum.protocol.StratumError;

/** Tells the pool that a session is over. */
record ClosedNotice(MinerSession session) implements PoolCall {
  @Override
  public void run(StratumListener listener) {
    listener.closed(session);
  }

  /** Nobody waits for an answer. */
  @Override
  public void fail(StratumError error) {}
}
