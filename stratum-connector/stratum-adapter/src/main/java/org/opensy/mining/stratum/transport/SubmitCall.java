package org.opensy.mining.stratum.transport;

import org.opensy.mining.stratum.api.StratumListener;
import org.opensy.mining.stratum.protocol.StratumError;
import org.opensy.mining.stratum.protocol.Submit;

/** A share on its way to the pool. */
record SubmitCall(MinerConnection miner, Submit submit) implements PoolCall {
  @Override
  public void run(StratumListener listener) {
    var unused =
        listener
            .submit(miner.session(), submit)
            .whenComplete(
                (outcome, failure) -> {
                  if (failure == null) {
                    miner.answered(submit.id(), outcome);
                  } else {
                    miner.failedLater(submit.id(), failure);
                  }
                });
  }

  @Override
  public void fail(StratumError error) {
    miner.failed(submit.id(), error);
  }
}
