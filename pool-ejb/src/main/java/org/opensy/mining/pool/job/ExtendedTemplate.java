package org.opensy.mining.pool.job;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.opensy.mining.pool.chain.BlockAssembly;
import org.opensy.mining.pool.chain.BlockHeader;
import org.opensy.mining.pool.chain.BlockTemplate;
import org.opensy.mining.pool.chain.Bytes;
import org.opensy.mining.pool.chain.Coinbase;
import org.opensy.mining.pool.chain.Hash256;
import org.opensy.mining.pool.chain.MerkleBranch;
import org.opensy.mining.pool.chain.Payee;
import org.opensy.mining.pool.chain.Sha256d;
import org.opensy.mining.stratum.protocol.BitcoinJob;

/**
 * All that the extended jobs of one block template have in common: the coinbase around an
 * extranonce of which the miner chooses the last four bytes, and the words of {@code
 * mining.notify}. Thread-safe.
 */
final class ExtendedTemplate {
  /** Bytes of extranonce that the miner chooses. */
  static final int EXTRANONCE2_SIZE = 4;

  /**
   * How far a miner may put the header's time past the template's. Nodes refuse what is two hours
   * past their own clock, and the clock of the node that is to take the block may be behind that of
   * the node that made the template, or behind the chain's own earliest time; so most of the two
   * hours is left to them. Work is renewed every half minute, so an honest miner, which adds the
   * seconds that have passed, never comes near.
   */
  static final long MAX_SECONDS_AHEAD = 600;

  private static final int EXTRANONCE_SIZE = Coinbase.EXTRANONCE_SIZE + EXTRANONCE2_SIZE;
  private static final HexFormat HEX = HexFormat.of();

  private final BlockTemplate template;
  private final MerkleBranch branch;
  private final Coinbase coinbase;
  private final Bytes work;
  private final BitcoinJob notice;

  ExtendedTemplate(BlockTemplate template, Payee payee, MerkleBranch branch) {
    this.template = template;
    this.branch = branch;
    this.coinbase = Coinbase.of(template, payee, EXTRANONCE_SIZE);
    this.work = Bytes.of(header(new byte[EXTRANONCE_SIZE], 0, new Nonce(0)));
    this.notice = notice();
  }

  private BitcoinJob notice() {
    BlockTemplate.HeaderFields fields = template.header();
    List<String> hashes = branch.siblings().stream().map(Hash256::internalHex).toList();
    return new BitcoinJob(
        "0",
        HEX.formatHex(wordsReversed(fields.previousBlockHash().toArray())),
        coinbase.beforeExtranonce().toHex(),
        coinbase.afterExtranonce().toHex(),
        hashes,
        HEX.toHexDigits(fields.version()),
        fields.bits().toString(),
        HEX.toHexDigits((int) template.headerTime()),
        false);
  }

  /** The odd order in which Stratum carries a hash: each four bytes back to front. */
  private static byte[] wordsReversed(byte[] hash) {
    ByteBuffer words = ByteBuffer.wrap(hash);
    for (int at = 0; at < hash.length; at += Integer.BYTES) {
      words.putInt(at, Integer.reverseBytes(words.getInt(at)));
    }
    return hash;
  }

  /**
   * A header that is never mined, with extranonce, time and nonce zero: it tells the work of this
   * template from that of others which differ in more than the time.
   */
  Bytes work() {
    return work;
  }

  /** What a miner is told of its job. */
  BitcoinJob onTheWire(String jobId, boolean cleanJobs) {
    return notice.withId(jobId, cleanJobs);
  }

  /** Whether a header may have this time. */
  boolean takesTime(long time) {
    return time >= template.header().minTime() && time <= template.headerTime() + MAX_SECONDS_AHEAD;
  }

  /** The 80 bytes that are hashed. */
  byte[] header(Extranonce extranonce, RolledSolution solution) {
    return header(bytes(extranonce, solution), solution.time(), solution.nonce());
  }

  private byte[] header(byte[] extranonce, long time, Nonce nonce) {
    BlockTemplate.HeaderFields fields = template.header();
    Sha256d sha = new Sha256d();
    return new BlockHeader(
            fields.version(),
            fields.previousBlockHash(),
            branch.root(sha, coinbase.id(sha, extranonce)),
            time,
            fields.bits(),
            nonce.value())
        .serialize();
  }

  /** The serialised block. */
  Bytes block(Extranonce extranonce, RolledSolution solution, byte[] solvedHeader) {
    return BlockAssembly.assemble(
        solvedHeader, coinbase.serialize(bytes(extranonce, solution)), template.transactions());
  }

  private static byte[] bytes(Extranonce extranonce, RolledSolution solution) {
    return ByteBuffer.allocate(EXTRANONCE_SIZE)
        .put(extranonce.toArray())
        .putInt(solution.extranonce2())
        .array();
  }
}
