package org.opensy.mining.pool.ledger;

import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.opensy.mining.pool.chain.Amount;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.reward.BasisPoints;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.reward.RewardTerms;
import org.opensy.mining.pool.share.ShareKey;

/** A block that a miner of this pool found, and what became of it. */
@Entity
@Table(name = "blocks")
@NamedQuery(name = PoolBlock.BY_HASH, query = "select b from PoolBlock b where b.hash = :hash")
@NamedQuery(
    name = PoolBlock.BY_STATUS,
    query = "select b from PoolBlock b where b.status in :statuses order by b.foundAt")
@NamedQuery(
    name = PoolBlock.LATEST,
    query = "select b from PoolBlock b order by b.foundAt desc, b.id desc")
@NamedQuery(
    name = PoolBlock.COUNTS,
    query = "select b.status, count(b) from PoolBlock b group by b.status")
public class PoolBlock {
  static final String BY_HASH = "PoolBlock.byHash";
  static final String BY_STATUS = "PoolBlock.byStatus";
  static final String LATEST = "PoolBlock.latest";
  static final String COUNTS = "PoolBlock.counts";

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  @Column(name = "hash", updatable = false)
  private String hash;

  @Column(name = "height", updatable = false)
  private long height;

  @Basic(fetch = FetchType.LAZY)
  @Column(name = "block_hex", updatable = false)
  private String hex;

  @ManyToOne(optional = false)
  @JoinColumn(name = "worker_id", updatable = false)
  private Worker worker;

  @ManyToOne(optional = false)
  @JoinColumn(name = "miner_id", updatable = false)
  private Miner miner;

  @Column(name = "extranonce", updatable = false)
  private String extranonce;

  @Column(name = "reward", updatable = false)
  private Amount reward;

  @Column(name = "difficulty", updatable = false)
  private BigDecimal difficulty;

  @Column(name = "found_at", updatable = false)
  private Instant foundAt;

  @Column(name = "job_id", updatable = false)
  private String jobId;

  @Column(name = "nonce", updatable = false)
  private int nonce;

  @Column(name = "share_at", updatable = false)
  private Instant shareAt;

  @Enumerated(EnumType.STRING)
  @Column(name = "scheme", updatable = false)
  private RewardScheme scheme;

  @Column(name = "fee_basis_points", updatable = false)
  private int feeBasisPoints;

  @Column(name = "window_factor", updatable = false)
  private BigDecimal windowFactor;

  @Enumerated(EnumType.STRING)
  @Column(name = "status")
  private BlockStatus status = BlockStatus.FOUND;

  @Column(name = "status_at")
  private Instant statusAt;

  @Column(name = "reason")
  private String reason;

  @Version
  @Column(name = "version")
  private int version;

  /** For the persistence provider. */
  protected PoolBlock() {}

  /**
   * A block that was found.
   *
   * @param now when it is stored
   */
  PoolBlock(BlockFind find, Worker worker, Instant now) {
    this.hash = find.block().hash().toString();
    this.height = find.block().height();
    this.hex = find.block().block().toHex();
    this.worker = worker;
    this.miner = worker.miner();
    this.extranonce = HexFormat.of().toHexDigits(find.share().key().session());
    this.reward = find.reward();
    this.difficulty = new BigDecimal(find.networkDifficulty());
    this.foundAt = find.share().acceptedAt();
    this.statusAt = now;
    setTerms(find.share().key(), find.terms());
  }

  private void setTerms(ShareKey share, RewardTerms terms) {
    jobId = share.jobId();
    nonce = share.nonce();
    shareAt = share.acceptedAt();
    scheme = terms.scheme();
    feeBasisPoints = terms.fee().value();
    windowFactor = terms.windowFactor();
  }

  /**
   * Moves on to another status.
   *
   * @param why the node's word or what is unclear; may be empty
   * @return false if the block cannot go there from where it is; nothing is changed then
   */
  boolean become(BlockStatus next, String why, Instant now) {
    if (!status.canBecome(next)) {
      return false;
    }
    status = next;
    reason = why.isEmpty() ? null : why;
    statusAt = now;
    return true;
  }

  /** By which the node knows it. */
  public BlockHash hash() {
    return BlockHash.ofDisplayHex(hash);
  }

  /** Its height. */
  public long height() {
    return height;
  }

  /** All its bytes, as {@code submitblock} takes them. */
  public String hex() {
    return hex;
  }

  /** Who found it. */
  public Miner miner() {
    return miner;
  }

  /** On which machine. */
  public Worker worker() {
    return worker;
  }

  /** Hex of the eight bytes of the session in the coinbase. */
  public String extranonce() {
    return extranonce;
  }

  /** What the coinbase pays. */
  public Amount reward() {
    return reward;
  }

  /** Expected hashes of the network target. */
  public BigDecimal difficulty() {
    return difficulty;
  }

  /** When it was found. */
  public Instant foundAt() {
    return foundAt;
  }

  /** Its own share; of a block from before there were schemes, that share may be gone. */
  public BlockShare ownShare() {
    ShareKey key = new ShareKey(Long.parseUnsignedLong(extranonce, 16), jobId, nonce, shareAt);
    return new BlockShare(key, scheme, miner.address());
  }

  /** What was agreed when it was found. */
  public RewardTerms terms() {
    return new RewardTerms(scheme, new BasisPoints(feeBasisPoints), windowFactor);
  }

  /** Where it stands. */
  public BlockStatus status() {
    return status;
  }

  /** Since when. */
  public Instant statusAt() {
    return statusAt;
  }

  /** The node's word for a refusal or what is unclear, if there is any. */
  public Optional<String> reason() {
    return Optional.ofNullable(reason);
  }
}
