package org.opensy.mining.pool.job;

import java.math.BigInteger;
import java.util.HexFormat;
import org.opensy.mining.pool.chain.BlockAssembly;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.BlockHeader;
import org.opensy.mining.pool.chain.BlockTemplate;
import org.opensy.mining.pool.chain.Bytes;
import org.opensy.mining.pool.chain.Coinbase;
import org.opensy.mining.pool.chain.Hash256;
import org.opensy.mining.pool.chain.MerkleBranch;
import org.opensy.mining.pool.chain.Payee;
import org.opensy.mining.pool.chain.Sha256d;
import org.opensy.mining.pool.chain.TemplateTransaction;
import org.opensy.mining.randomx.RandomXKey;
import org.opensy.mining.stratum.protocol.Target;

/**
 * All that the jobs of one block template have in common, computed once: the coinbase around the
 * extranonce, the merkle branch, the header around the merkle root. A standard job then costs a few
 * SHA-256, an extended job none. Thread-safe.
 */
public final class JobTemplate {
  private final BlockTemplate template;
  private final RandomXKey key;
  private final Payee payee;
  private final Coinbase coinbase;
  private final MerkleBranch branch;
  private final Bytes rootless;
  private final Bytes work;
  private final String seedHash;
  private final ShareTarget networkShare;
  private volatile ExtendedTemplate extended;

  private JobTemplate(BlockTemplate template, RandomXKey key, Payee payee) {
    this.template = template;
    this.key = key;
    this.payee = payee;
    this.coinbase = Coinbase.of(template, payee);
    this.branch =
        MerkleBranch.beside(template.transactions().stream().map(TemplateTransaction::id).toList());
    this.rootless = headerWithoutRoot(template);
    // That of no session: it tells the work of this template from other work.
    this.work = header(new Extranonce(0, 0));
    this.seedHash = HexFormat.of().formatHex(key.bytes());
    this.networkShare = ShareTarget.of(template.networkTarget());
  }

  /**
   * Prepares the jobs of {@code template}.
   *
   * @param key RandomX key of the template's height
   * @param payee who gets the reward
   * @throws org.opensy.mining.pool.chain.ChainFormatException if the template's bits encode no
   *     target
   */
  public static JobTemplate of(BlockTemplate template, RandomXKey key, Payee payee) {
    return new JobTemplate(template, key, payee);
  }

  private static Bytes headerWithoutRoot(BlockTemplate template) {
    BlockTemplate.HeaderFields fields = template.header();
    return Bytes.of(
        new BlockHeader(
                fields.version(),
                fields.previousBlockHash(),
                Hash256.ZERO,
                template.headerTime(),
                fields.bits(),
                0)
            .serialize());
  }

  /**
   * The standard job of a session.
   *
   * @param id unique for the session
   * @param extranonce the session's own
   * @param share what {@link #shareOf} allows
   */
  Job jobFor(String id, Extranonce extranonce, ShareTarget share) {
    return new Job(id, header(extranonce), share, extranonce, this);
  }

  private Bytes header(Extranonce extranonce) {
    Sha256d sha = new Sha256d();
    Hash256 root = branch.root(sha, coinbase.id(sha, extranonce.toArray()));
    return rootless.with(BlockHeader.MERKLE_ROOT_OFFSET, root);
  }

  /**
   * The extended job of a session; see {@link #jobFor}.
   *
   * @param id unique for the session
   */
  Job extendedJobFor(String id, Extranonce extranonce, ShareTarget share) {
    return new Job(id, extended().work(), share, extranonce, this);
  }

  /**
   * What the shares of a session's job must meet.
   *
   * @param wanted the session's difficulty; one harder than the network's is replaced by that,
   *     since otherwise a block's hash could miss the share's target and be lost
   */
  ShareTarget shareOf(ShareTarget wanted) {
    return wanted.orEasier(networkShare);
  }

  /** Whether a session's standard job of this template has the header of that of the other. */
  boolean hasHeadersOf(JobTemplate other) {
    return this == other || work.equals(other.work);
  }

  /** What extended jobs share; made when the first miner wants one. */
  ExtendedTemplate extended() {
    ExtendedTemplate made = extended;
    if (made == null) {
      // Two threads may both make it: the results are the same.
      made = new ExtendedTemplate(template, payee, branch);
      extended = made;
    }
    return made;
  }

  /** Height of the block to be found. */
  public long height() {
    return template.height();
  }

  /** RandomX key of that height. */
  public RandomXKey key() {
    return key;
  }

  /** The bytes of {@link #key} in hex, as jobs have them. */
  public String seedHash() {
    return seedHash;
  }

  /** The block to build on. */
  public BlockHash previousBlockHash() {
    return template.previousBlockHash();
  }

  /** What a hash must meet to be a block. */
  public Target networkTarget() {
    return networkShare.target();
  }

  /** Hashes expected until one meets {@link #networkTarget}. */
  public BigInteger networkDifficulty() {
    return networkShare.difficulty().value();
  }

  /** The node's template. */
  public BlockTemplate template() {
    return template;
  }

  /** The time for headers, seconds since 1970. */
  long time() {
    return template.headerTime();
  }

  /** The serialised block with this extranonce and this header. */
  Bytes block(Extranonce extranonce, Solution solution, byte[] solvedHeader) {
    if (solution instanceof RolledSolution rolled) {
      return extended().block(extranonce, rolled, solvedHeader);
    }
    return BlockAssembly.assemble(
        solvedHeader, coinbase.serialize(extranonce.toArray()), template.transactions());
  }

  @Override
  public String toString() {
    return "job template of height " + height();
  }
}
