package org.opensy.mining.stratum.api;

import jakarta.resource.ResourceException;

/**
 * The way from the pool to its miners. Covers all Stratum ports of the application. Not
 * thread-safe; get one for each use and close it. Every method throws {@link IllegalStateException}
 * if this connection is closed.
 */
public interface StratumConnection extends AutoCloseable {
  /**
   * Binds the ports and accepts miners: all ports, or none. Until then there is no port, because
   * the container activates the message bean before the application has started, and because a pool
   * without a job has no answer to a login. Does nothing if the ports are open.
   *
   * @throws ResourceException with a text that names host and port if a port cannot be opened, or
   *     the file if a certificate cannot be used
   */
  void open(ListenSettings settings, AdmissionControl admission, JobSource jobs)
      throws ResourceException;

  /**
   * Stops to listen, tells the miners, has the shares that wait judged and answered, and ends all
   * sessions: when this returns, the message bean is not called any more. Bounded; a bean that
   * hangs is left behind. The ports may be opened again.
   */
  void shut();

  /**
   * Sends each miner its job and returns at once: jobs are made and written on the event loops,
   * ahead of all requests that wait for a worker. A miner whose login is under way gets its job
   * with the answer.
   *
   * @return how many miners were logged in
   */
  int broadcast();

  /** Sends one miner its job, if it has not got it; nothing if it is not logged in. */
  void renew(long sessionId);

  /** Asks about each connection once more, and closes those that are refused now. */
  void expelBanned();

  /** Tells all miners that there is no work, and ends their sessions; the ports stay open. */
  void dismiss();

  /** Tells one miner that there is no work for it, and ends its session. */
  void dismiss(long sessionId);

  /** How many miners are logged in. */
  int sessions();

  /** Counters and gauges, summed over all ports. */
  StratumStats stats();

  @Override
  void close();
}
