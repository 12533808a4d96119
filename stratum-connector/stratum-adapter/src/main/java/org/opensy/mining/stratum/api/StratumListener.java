package org.opensy.mining.stratum.api;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.opensy.mining.stratum.protocol.Login;
import org.opensy.mining.stratum.protocol.Submission;

/**
 * The pool's side of a Stratum port: the message listener of the resource adapter, implemented by
 * one message-driven bean.
 *
 * <p>Called on container threads, as many at once as the activation has workers, for one session
 * too: two submits of a miner may be judged at the same time. A {@code login} has returned before
 * the first {@code submit} that follows it, and a later login of the same session begins after all
 * calls before it have returned; {@code closed} comes last and not before all calls of its session
 * have returned. What is thrown is answered with an internal error; the connection stays, except
 * after a login, as after any login that failed.
 */
public interface StratumListener {
  /** Decides on a login. Of a session that was let in before, it takes the place of that login. */
  LoginOutcome login(MinerSession session, Login login);

  /**
   * Judges a share of a session that is logged in and was named by the miner. The verdict may come
   * later, on any thread: what counts is answered only when it is safe.
   *
   * @param loop runs tasks on the session's event loop, at once for who is there already. What
   *     follows from a share that is safe belongs there, if it is quick and does not block: the
   *     verdict is then written without another change of threads, and verdicts that become known
   *     in one task are written together. The same object for all sessions of a loop. Throws {@link
   *     java.util.concurrent.RejectedExecutionException} once the loop has ended.
   */
  CompletionStage<SubmitOutcome> submit(MinerSession session, Submission share, Executor loop);

  /** Forgets a session that subscribed, or for which {@link #login} was accepted or threw. */
  void closed(MinerSession session);
}
