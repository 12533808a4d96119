package org.opensy.mining.stratum.transport;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.opensy.mining.stratum.api.StratumListener;
import org.opensy.mining.stratum.api.SubmitOutcome;
import org.opensy.mining.stratum.protocol.RpcId;
import org.opensy.mining.stratum.protocol.StratumError;

/** A share on its way to the pool. */
record SubmitCall(
    MinerConnection miner,
    RpcId id,
    Function<StratumListener, CompletionStage<SubmitOutcome>> share)
    implements PoolCall {
  @Override
  public void run(StratumListener listener) {
    var unused =
        share
            .apply(listener)
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
