package org.opensy.mining.pool.ledger;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import org.opensy.mining.pool.share.ShareKey;

/**
 * An accepted share. Batches are inserted by {@link #INSERT}, since persisting can neither skip a
 * share that is there nor add only new ones to the sums; a share never changes.
 *
 * <p>Every query says between which instants it looks, so that PostgreSQL opens no other partition.
 */
@Entity
@Table(name = "shares")
@IdClass(ShareId.class)
@NamedQuery(
    name = Share.TOTALS_SINCE,
    query =
        "select new org.opensy.mining.pool.ledger.ShareTotals(count(s), sum(s.difficulty))"
            + " from Share s where s.acceptedAt >= :since")
@NamedQuery(
    name = Share.FIRST_SINCE,
    query = "select s from Share s where s.acceptedAt >= :since order by s.acceptedAt, s.id")
@NamedQuery(
    name = Share.BY_KEY,
    query =
        "select s from Share s join fetch s.worker w join fetch w.miner"
            + " where s.session = :session and s.jobId = :job and s.nonce = :nonce"
            + " and s.acceptedAt = :at")
@NamedQuery(
    name = Share.LATEST_OF_MINER,
    query =
        "select s from Share s join fetch s.worker w join fetch w.miner"
            + " where s.minerId = :miner and s.acceptedAt >= :since and s.acceptedAt <= :at"
            + " and (s.acceptedAt < :at or s.id < :id) order by s.acceptedAt desc, s.id desc")
@NamedNativeQuery(
    name = Share.INSERT,
    query =
        """
        with stored as (
          insert into shares (accepted_at, miner_id, worker_id, session_id, job_id, nonce,
                              difficulty, height, is_block, scheme, pps_value)
          select s.at, w.miner_id, w.id, s.session, s.job, s.nonce,
                 s.difficulty, s.height, s.is_block, s.scheme, s.pps_value
          from unnest(?1::text[], ?2::text[]::timestamptz[], ?3::text[], ?4::bigint[], ?5::text[],
                      ?6::integer[], ?7::bigint[], ?8::bigint[], ?9::boolean[], ?10::text[],
                      ?11::text[]::numeric[])
            with ordinality
            as s (address, at, worker, session, job, nonce, difficulty, height, is_block, scheme,
                  pps_value, place)
          join miners m on m.address = s.address
          join workers w on w.miner_id = m.id and w.name = s.worker
          order by s.place
          on conflict do nothing
          returning scheme, accepted_at, miner_id, difficulty, pps_value
        ), slots as (
          insert into share_slots as t (scheme, slot, miner_id, work, shares)
          select scheme, date_bin('10 minutes', accepted_at, '1970-01-01T00:00:00Z'), miner_id,
                 sum(difficulty), count(*)
          from stored group by 1, 2, 3 order by 1, 2, 3
          on conflict (scheme, slot, miner_id)
          do update set work = t.work + excluded.work, shares = t.shares + excluded.shares
        ), earnings as (
          insert into pps_earnings as e (miner_id, earned)
          select miner_id, sum(pps_value) from stored where scheme = 'PPS' group by 1 order by 1
          on conflict (miner_id) do update set earned = e.earned + excluded.earned
        ), due as (
          insert into history_due (bucket, shares)
          select date_bin('10 minutes', accepted_at, '1970-01-01T00:00:00Z'), count(*)
          from stored group by 1
        )
        select count(*) from stored
        """)
public class Share {
  static final String TOTALS_SINCE = "Share.totalsSince";
  static final String FIRST_SINCE = "Share.firstSince";
  static final String BY_KEY = "Share.byKey";
  static final String LATEST_OF_MINER = "Share.latestOfMiner";

  /**
   * Those of a batch that are new, with their sums; answers how many. All parameters of {@link
   * ShareBatch}. The rows of sums are locked in the order of their keys, so that writers wait for
   * each other and never in a circle. For the history the ten minutes are only noted.
   */
  static final String INSERT = "Share.insert";

  @Id
  @Column(name = "id")
  private Long id;

  @Id
  @Column(name = "accepted_at")
  private Instant acceptedAt;

  @Column(name = "miner_id", updatable = false)
  private long minerId;

  @ManyToOne(optional = false)
  @JoinColumn(name = "worker_id", updatable = false)
  private Worker worker;

  @Column(name = "session_id", updatable = false)
  private long session;

  @Column(name = "job_id", updatable = false)
  private String jobId;

  @Column(name = "nonce", updatable = false)
  private int nonce;

  @Column(name = "difficulty", updatable = false)
  private long difficulty;

  @Column(name = "height", updatable = false)
  private long height;

  @Column(name = "is_block", updatable = false)
  private boolean block;

  /** For the persistence provider. */
  protected Share() {}

  /** When it was accepted. */
  public Instant acceptedAt() {
    return acceptedAt;
  }

  /** Where it stands among the others. */
  public SharePosition position() {
    return new SharePosition(acceptedAt, id);
  }

  /** What makes it the same share. */
  public ShareKey key() {
    return new ShareKey(session, jobId, nonce, acceptedAt);
  }

  /** Who found it. */
  public Worker worker() {
    return worker;
  }

  /** What it is worth, in expected hashes. */
  public long difficulty() {
    return difficulty;
  }

  /** Height of the block that was worked on. */
  public long height() {
    return height;
  }

  /** Whether it is a block. */
  public boolean isBlock() {
    return block;
  }
}
