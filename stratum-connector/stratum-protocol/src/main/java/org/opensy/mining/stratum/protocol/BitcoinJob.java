package org.opensy.mining.stratum.protocol;

import java.util.List;

/**
 * Work for a miner that builds the coinbase itself, as it stands in {@code mining.notify}.
 *
 * <p>The coinbase is {@code coinbase1 | extranonce1 | extranonce2 | coinbase2}, serialised without
 * witness. Its SHA256d, hashed together with one branch after the other, is the merkle root.
 * Thread-safe.
 *
 * @param jobId 1 to 128 characters; never used twice in one session
 * @param previousHash the 32 bytes of the header in hex, the four bytes of each word reversed
 * @param coinbase1 hex
 * @param coinbase2 hex
 * @param merkleBranch 32 bytes each in hex, in the order in which they are hashed
 * @param version of the header, 8 hex digits, most significant first
 * @param bits the network target as in the header, 8 hex digits, most significant first
 * @param ntime the header's time, 8 hex digits, most significant first
 * @param cleanJobs whether shares of older jobs no longer count
 */
public record BitcoinJob(
    String jobId,
    String previousHash,
    String coinbase1,
    String coinbase2,
    List<String> merkleBranch,
    String version,
    String bits,
    String ntime,
    boolean cleanJobs) {
  private static final int MAX_JOB_ID_LENGTH = 128;
  private static final int HASH_SIZE = 32;
  private static final int WORD_SIZE = 4;

  /**
   * Copies the list and checks what can be checked.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public BitcoinJob {
    merkleBranch = List.copyOf(merkleBranch);
    require(!jobId.isEmpty() && jobId.length() <= MAX_JOB_ID_LENGTH, "job id is 1 to 128 long");
    require(HexText.isBytes(previousHash, HASH_SIZE), "previous hash is 32 hex bytes");
    require(HexText.isBytes(coinbase1), "coinbase1 is hex bytes");
    require(HexText.isBytes(coinbase2), "coinbase2 is hex bytes");
    for (String hash : merkleBranch) {
      require(HexText.isBytes(hash, HASH_SIZE), "merkle branch is of 32 hex bytes each");
    }
    require(HexText.isBytes(version, WORD_SIZE), "version is 4 hex bytes");
    require(HexText.isBytes(bits, WORD_SIZE), "bits are 4 hex bytes");
    require(HexText.isBytes(ntime, WORD_SIZE), "ntime is 4 hex bytes");
  }

  /** The same work under another id. */
  public BitcoinJob withId(String newId, boolean newCleanJobs) {
    return new BitcoinJob(
        newId,
        previousHash,
        coinbase1,
        coinbase2,
        merkleBranch,
        version,
        bits,
        ntime,
        newCleanJobs);
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("Bad job: " + rule);
    }
  }
}
