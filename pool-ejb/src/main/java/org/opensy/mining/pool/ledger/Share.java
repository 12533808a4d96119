package org.opensy.mining.pool.ledger;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Instant;

/** An accepted share as it is read back. Written in batches past JPA and never changed. */
@Entity
@Table(name = "shares")
@IdClass(ShareId.class)
@NamedQuery(
    name = Share.TOTALS_SINCE,
    query =
        "select new org.opensy.mining.pool.ledger.ShareTotals(count(s), sum(s.difficulty))"
            + " from Share s where s.acceptedAt >= :since")
public class Share {
  static final String TOTALS_SINCE = "Share.totalsSince";

  @Id
  @Column(name = "id")
  private Long id;

  @Id
  @Column(name = "accepted_at")
  private Instant acceptedAt;

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
