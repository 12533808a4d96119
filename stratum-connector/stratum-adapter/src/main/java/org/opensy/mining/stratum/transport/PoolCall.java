package org.opensy.mining.stratum.transport;

import org.opensy.mining.stratum.api.MinerSession;
import org.opensy.mining.stratum.api.StratumListener;
import org.opensy.mining.stratum.protocol.Login;
import org.opensy.mining.stratum.protocol.RpcId;
import org.opensy.mining.stratum.protocol.StratumError;
import org.opensy.mining.stratum.protocol.Submission;

/** A call to the pool that waits for a worker. Exactly one of the methods is called, once. */
public sealed interface PoolCall {
  /**
   * Calls the listener and hands its answer to the session; what the listener throws, it throws.
   */
  void run(StratumListener listener);

  /** The pool could not be called or threw: answers the miner. */
  void fail(StratumError error);

  /** A login on its way to the pool. */
  record LoginCall(MinerConnection miner, Login login) implements PoolCall {
    @Override
    public void run(StratumListener listener) {
      miner.answered(login.id(), listener.login(miner.session(), login));
    }

    @Override
    public void fail(StratumError error) {
      miner.failed(login.id(), error);
    }
  }

  /**
   * A share on its way to the pool.
   *
   * @param readNanos when its line was read
   */
  record SubmitCall(MinerConnection miner, RpcId id, Submission share, long readNanos)
      implements PoolCall {
    @Override
    public void run(StratumListener listener) {
      var unused =
          listener
              .submit(miner.session(), share, miner.loop())
              .whenComplete(
                  (outcome, failure) -> {
                    if (failure == null) {
                      miner.answered(id, outcome, readNanos);
                    } else {
                      miner.failedLater(id, failure);
                    }
                  });
    }

    @Override
    public void fail(StratumError error) {
      miner.failed(id, error);
    }
  }

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
}
