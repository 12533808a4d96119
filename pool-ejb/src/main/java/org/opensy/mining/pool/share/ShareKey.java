package org.opensy.mining.pool.share;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.opensy.mining.pool.job.Job;

/**
 * What makes a share the same share when it is written twice.
 *
 * @param session the extranonce's eight bytes read as a big-endian number
 * @param jobId the job within that session and, of an extended job, {@code :extranonce2:time} of
 *     the solution in hex; at most 34 characters
 * @param nonce the header's nonce
 * @param acceptedAt when it was accepted, in whole microseconds, which the database keeps
 */
public record ShareKey(long session, String jobId, int nonce, Instant acceptedAt) {
  /** Cuts the instant off after the microseconds. */
  public ShareKey {
    acceptedAt = acceptedAt.truncatedTo(ChronoUnit.MICROS);
  }

  /** That of verified work. */
  static ShareKey of(ProvenShare proven, Instant acceptedAt) {
    Job job = proven.job();
    return new ShareKey(
        ByteBuffer.wrap(job.extranonce().toArray()).getLong(),
        proven.solution().keyWithin(job.id()),
        proven.nonce().value(),
        acceptedAt);
  }
}
