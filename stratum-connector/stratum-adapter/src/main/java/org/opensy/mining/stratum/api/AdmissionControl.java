package org.opensy.mining.stratum.api;

import java.net.InetAddress;
import java.util.Optional;
import org.opensy.mining.stratum.protocol.Submission;

/**
 * What the listener asks and tells the pool without a worker. Called on event loops, so all of it
 * must be quick and must not block, and from several threads at once.
 */
public interface AdmissionControl {
  /** Why no connection from that address is wanted, a sentence for its log; or empty. */
  Optional<String> refusal(InetAddress address);

  /**
   * Somebody at that address did something that honest miners do not do, and the listener turned it
   * away. What the pool itself refuses it need not be told.
   */
  void offence(InetAddress address, Offence offence);

  /** Whether a share claims to be a block: it is then never turned away for want of room. */
  boolean claimsBlock(Submission share);

  /**
   * A share that was handed to the pool is answered.
   *
   * @param nanos since its line was read
   */
  default void shareAnswered(long nanos) {}

  /**
   * Miners have the job of a broadcast.
   *
   * @param miners how many
   * @param nanos since the pool asked for the broadcast
   */
  default void jobsWritten(int miners, long nanos) {}
}
