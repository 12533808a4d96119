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
 * Receives what the resource adapter has read from miners. Its activation binds nothing: the pool
 * opens the ports when it has started.
 */
@MessageDriven(messageListenerInterface = StratumListener.class)
@TransactionManagement(TransactionManagementType.BEAN)
public class StratumMessageBean implements StratumListener {
  private final LoginHandler logins;
  private final SubmitHandler submits;
  private final ActiveMiners miners;
  private final Extranonces extranonces;
  private final StartDifficulties starts;

  /** For the container's view of the bean. */
  public StratumMessageBean() {
    this(null, null, null, null, null);
  }

  @Inject
  StratumMessageBean(
      LoginHandler logins,
      SubmitHandler submits,
      ActiveMiners miners,
      Extranonces extranonces,
      StartDifficulties starts) {
    this.logins = logins;
    this.submits = submits;
    this.miners = miners;
    this.extranonces = extranonces;
    this.starts = starts;
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
    miners.leave(session).ifPresent(miner -> starts.remember(session, miner));
    extranonces.forget(session);
  }
}
