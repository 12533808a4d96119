package org.opensy.mining.pool.stratum;

import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.opensy.mining.stratum.api.LoginOutcome;
import org.opensy.mining.stratum.api.MinerSession;
import org.opensy.mining.stratum.api.StratumListener;
import org.opensy.mining.stratum.api.SubmitOutcome;
import org.opensy.mining.stratum.protocol.Login;
import org.opensy.mining.stratum.protocol.Submission;

/**
 * The door for what miners say. Its activation binds nothing: the pool opens the ports when it has
 * started.
 */
@MessageDriven(messageListenerInterface = StratumListener.class)
@TransactionManagement(TransactionManagementType.BEAN)
public class StratumMessageBean implements StratumListener {
  private LoginHandler logins;
  private SubmitHandler submits;
  private ActiveMiners miners;
  private Extranonces extranonces;
  private StartDifficulties starts;

  @Inject
  void use(
      LoginHandler givenLogins,
      SubmitHandler givenSubmits,
      ActiveMiners givenMiners,
      Extranonces givenExtranonces,
      StartDifficulties givenStarts) {
    logins = givenLogins;
    submits = givenSubmits;
    miners = givenMiners;
    extranonces = givenExtranonces;
    starts = givenStarts;
  }

  @Override
  public LoginOutcome login(MinerSession session, Login login) {
    return logins.login(session, login);
  }

  @Override
  public CompletionStage<SubmitOutcome> submit(
      MinerSession session, Submission share, Executor loop) {
    return submits.submit(session, share, loop);
  }

  @Override
  public void closed(MinerSession session) {
    miners.leave(session).ifPresent(miner -> starts.remember(miner, session.localPort()));
    extranonces.forget(session);
  }
}
