package org.opensy.mining.stratum.transport;

import org.opensy.mining.stratum.api.StratumListener;
import org.opensy.mining.stratum.protocol.RpcId;
import org.opensy.mining.stratum.protocol.StratumError;
import org.opensy.mining.stratum.protocol.Submission;

/** A share on its way to the pool. */
record SubmitCall(MinerConnection miner, RpcId id, Submission share) implements PoolCall {
  @Override
  public void run(StratumListener listener) {
    var unused =
        listener
            .submit(miner.session(), share, miner.loop())
            .whenComplete(
                (outcome, failure) -> {
                  if (failure == null) {
                    miner.answered(id, outcome);
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
