package org.opensy.mining.pool.job;

import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.chain.BlockHeader;
import org.opensy.mining.pool.chain.Bytes;
import org.opensy.mining.pool.chain.PowHash;
import org.opensy.mining.pool.chain.Sha256d;
import org.opensy.mining.randomx.RandomXKey;
import org.opensy.mining.stratum.protocol.StratumJob;
import org.opensy.mining.stratum.protocol.Target;

/**
 * Work for one session. It pins everything by which its shares are judged, whatever the session's
 * difficulty or the chain's tip become meanwhile.
 *
 * <p>The miner of a standard job changes nothing but the nonce; that of an extended job builds the
 * coinbase and sets the time itself. Thread-safe.
 *
 * @param id unique within the session, at most 16 characters
 * @param header the 80 bytes with nonce zero: the blob that the miner gets; of an extended job a
 *     header that is never mined and only tells its work from other work
 * @param share difficulty and target of its shares, never harder than the network's
 * @param extranonce whose job it is
 * @param template what it was made from
 */
public record Job(
    String id, Bytes header, ShareTarget share, Extranonce extranonce, JobTemplate template) {

  /** Height of the block to be found. */
  public long height() {
    return template.height();
  }

  /** RandomX key of that height. */
  public RandomXKey key() {
    return template.key();
  }

  /** The block to build on. */
  public BlockHash previousBlockHash() {
    return template.previousBlockHash();
  }

  /** What a hash must meet to be a block. */
  public Target networkTarget() {
    return template.networkTarget();
  }

  /**
   * Whether the miner of an extended job may put this time into its header.
   *
   * @param time seconds since 1970
   */
  public boolean takesTime(long time) {
    return template.extended().takesTime(time);
  }

  /**
   * The 80 bytes that are hashed with this solution.
   *
   * @param solution of the kind of this job
   */
  public byte[] headerWith(Solution solution) {
    if (solution instanceof RolledSolution rolled) {
      return template.extended().header(extranonce, rolled);
    }
    byte[] bytes = header.toArray();
    solution.nonce().copyTo(bytes, BlockHeader.NONCE_OFFSET);
    return bytes;
  }

  /** The 80 bytes that a miner hashes which takes the blob for one of CryptoNote. */
  public byte[] headerWithCryptonoteNonce(Nonce nonce) {
    byte[] bytes = header.toArray();
    nonce.copyTo(bytes, StratumJob.CRYPTONOTE_NONCE_OFFSET);
    return bytes;
  }

  /**
   * The block that this solution makes.
   *
   * @param solution of the kind of this job
   * @param powHash RandomX of {@link #headerWith}
   */
  public FoundBlock solvedBy(Solution solution, PowHash powHash) {
    byte[] solved = headerWith(solution);
    BlockHash hash = new BlockHash(Sha256d.of(solved));
    return new FoundBlock(height(), hash, powHash, template.block(extranonce, solution, solved));
  }

  /** Without the blob. */
  @Override
  public String toString() {
    return "job " + id + " of height " + height();
  }
}
