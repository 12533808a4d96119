package org.opensy.mining.stratum.api;

import jakarta.resource.ResourceException;
import org.opensy.mining.stratum.protocol.StratumJob;

/**
 * The way from the pool to its miners. Covers all Stratum ports of the application. Not
 * thread-safe; get one for each use and close it.
 */
public interface StratumConnection extends AutoCloseable {
  /**
   * Binds the ports and accepts miners: all ports, or none. Until then there is no port, because
   * the container activates the message bean before the application has started, and because a pool
   * without a job has no answer to a login. Does nothing to ports that are open.
   *
   * @throws ResourceException with a text that names every bad setting, or host and port if a port
   *     cannot be opened
   * @throws IllegalStateException if this connection is closed
   */
  void open() throws ResourceException;

  /**
   * Frees the ports and ends all sessions, after the message bean has dealt with what it was sent
   * before: when this returns, it is not called any more. Bounded; a bean that hangs is left
   * behind. The ports may be opened again.
   *
   * @throws IllegalStateException if this connection is closed
   */
  void shut();

  /**
   * Sends a job to one miner, unless the miner had a job of that id before.
   *
   * @return false if there is no such session or it is not logged in
   * @throws IllegalStateException if this connection is closed
   */
  boolean send(long sessionId, StratumJob job);

  /**
   * Sends each miner its job and returns at once: jobs are made and written on the event loops,
   * ahead of all requests that wait for a worker. A miner whose login is under way gets its job
   * right after the answer.
   *
   * @return how many miners were logged in
   * @throws IllegalStateException if this connection is closed
   */
  int broadcast(JobSource jobs);

  /** How many miners are logged in. */
  int sessions();

  /** Counters and gauges, summed over all ports. */
  StratumStats stats();

  @Override
  void close();
}
