package org.opensy.mining.stratum.transport;

import org.opensy.mining.stratum.api.StratumListener;
import org.opensy.mining.stratum.protocol.Login;
import org.opensy.mining.stratum.protocol.StratumError;

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
