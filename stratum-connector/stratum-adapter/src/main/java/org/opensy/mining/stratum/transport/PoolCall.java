package org.opensy.mining.stratum.transport;

import org.opensy.mining.stratum.api.StratumListener;
import org.opensy.mining.stratum.protocol.StratumError;

/** A call to the pool that waits for a worker. Exactly one of the methods is called, once. */
public interface PoolCall {
  /**
   * Calls the listener and hands its answer to the session; what the listener throws, it throws.
   */
  void run(StratumListener listener);

  /** The pool could not be called or threw: answers the miner. */
  void fail(StratumError error);
}
