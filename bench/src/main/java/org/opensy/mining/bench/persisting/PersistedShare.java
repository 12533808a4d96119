package org.opensy.mining.bench.persisting;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import java.math.BigDecimal;
import java.time.Instant;
import org.opensy.mining.pool.ledger.Miner;
import org.opensy.mining.pool.ledger.Worker;
import org.opensy.mining.pool.share.ShareEntry;

/** A row of {@code shares} but for its number, which the database or a sequence gives. */
@MappedSuperclass
abstract class PersistedShare {
  @Id
  @Column(name = "accepted_at")
  Instant acceptedAt;

  @ManyToOne
  @JoinColumn(name = "miner_id")
  Miner miner;

  @ManyToOne
  @JoinColumn(name = "worker_id")
  Worker worker;

  @Column(name = "session_id")
  long session;

  @Column(name = "job_id")
  String jobId;

  int nonce;
  long difficulty;
  long height;

  @Column(name = "is_block")
  boolean block;

  String scheme;

  @Column(name = "pps_value")
  BigDecimal price;

  final void fill(ShareEntry entry, Worker of) {
    acceptedAt = entry.acceptedAt();
    miner = of.miner();
    worker = of;
    session = entry.key().session();
    jobId = entry.key().jobId();
    nonce = entry.key().nonce();
    difficulty = entry.difficulty();
    height = entry.height();
    block = entry.block();
    scheme = entry.contributor().scheme().name();
    price = entry.price().map(BigDecimal::new).orElse(null);
  }
}
