package org.opensy.mining.stratum.transport;

import org.opensy.mining.stratum.api.StratumListener;
import org.opensy.mining.stratum.protocol.StratumError;
import org.opensy.mining.stratum.protocol.Submit;

/** A share on its way to the pool. */
record SubmitCall(MinerConnection miner, Submit submit) implements PoolCall {
  @Override
  public void run(StratumListener listener) {
    miner.answered(submit.id(), listener.submit(miner.session(), submit));
  }

  @Override
  public void fail(StratumError error) {
    miner.failed(submit.id(), error);
  }
}
