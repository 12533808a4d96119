package org.opensy.mining.pool.ledger;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.opensy.mining.pool.job.Extranonce;
import org.opensy.mining.pool.job.Nonce;
import org.opensy.mining.pool.reward.BasisPoints;
import org.opensy.mining.pool.share.AcceptedShare;
import org.opensy.mining.pool.share.Contributor;
import org.opensy.mining.pool.share.ProvenShare;

/**
 * An accepted share with what makes it the same share when it is written twice. Thread-safe.
 *
 * @param share what is credited
 * @param extranonce whose job it was
 * @param jobId the job within that session and, of an extended job, {@code :extranonce2:time} of
 *     the solution in hex; at most 34 characters
 * @param nonce of the header
 */
public record ShareEntry(AcceptedShare share, Extranonce extranonce, String jobId, Nonce nonce) {

  /**
   * The entry for verified work.
   *
   * @param fee what PPS takes off the price
   */
  public static ShareEntry of(
      ProvenShare proven, Instant when, Contributor contributor, BasisPoints fee) {
    return new ShareEntry(
        AcceptedShare.of(proven, when, contributor, fee),
        proven.job().extranonce(),
        proven.solution().keyWithin(proven.job().id()),
        proven.nonce());
  }

  /** When it was accepted, in the microseconds that the database keeps. */
  public Instant acceptedAt() {
    return share.when().truncatedTo(ChronoUnit.MICROS);
  }

  /** What makes it the same share. */
  public ShareKey key() {
    return new ShareKey(session(), jobId, nonce.value(), acceptedAt());
  }

  /** The UTC day, which is its partition. */
  LocalDate day() {
    return LocalDate.ofInstant(share.when(), ZoneOffset.UTC);
  }

  /** The extranonce's eight bytes read as a big-endian number. */
  long session() {
    return ByteBuffer.wrap(extranonce.toArray()).getLong();
  }
}
