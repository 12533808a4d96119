package org.opensy.mining.pool.stratum;

import java.util.concurrent.CompletionStage;
import org.opensy.mining.stratum.api.LoginOutcome;
import org.opensy.mining.stratum.api.MinerSession;
import org.opensy.mining.stratum.api.StratumListener;
import org.opensy.mining.stratum.api.SubmitOutcome;
import org.opensy.mining.stratum.protocol.BitcoinSubmit;
import org.opensy.mining.stratum.protocol.Login;
import org.opensy.mining.stratum.protocol.Submit;

/** What {@link StratumMessageBean} does, without injection. Thread-safe. */
record BareListener(
    LoginDesk logins,
    SubmitDesk submits,
    Miners miners,
    Extranonces extranonces,
    StartDifficulties starts)
    implements StratumListener {
  @Override
  public LoginOutcome login(MinerSession session, Login login) {
    return logins.login(session, login);
  }

  @Override
  public CompletionStage<SubmitOutcome> submit(MinerSession session, Submit submit) {
    return submits.submit(session, submit);
  }

  @Override
  public CompletionStage<SubmitOutcome> submit(MinerSession session, BitcoinSubmit submit) {
    return submits.submit(session, submit);
  }

  @Override
  public void closed(MinerSession session) {
    miners.leave(session).ifPresent(miner -> starts.remember(miner, session.localPort()));
    extranonces.forget(session);
  }
}
