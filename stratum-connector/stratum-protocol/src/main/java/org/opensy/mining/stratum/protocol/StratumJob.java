package org.opensy.mining.stratum.protocol;

import java.util.HexFormat;

/**
 * Work for one miner, as it stands on the wire. Thread-safe.
 *
 * @param jobId 1 to 128 characters; never used twice in one session
 * @param blob the bytes to hash in hex, at most 408 bytes; for OpenSY the 80-byte header
 * @param target what the hash must meet
 * @param algo the name of the algorithm
 * @param height height of the block, or 0 if the pool did not say
 * @param seedHash the 32 bytes of the RandomX key in hex, in the order in which RandomX takes them
 *     (the reverse of a block hash as the node's RPC prints it)
 * @param nonceOffset where the four bytes of the nonce stand in the blob
 */
public record StratumJob(
    String jobId,
    String blob,
    Target target,
    String algo,
    long height,
    String seedHash,
    int nonceOffset) {
  /** Where an OpenSY header has its nonce. */
  public static final int OPENSY_NONCE_OFFSET = 76;

  /** Where a miner looks for the nonce if the job does not say. */
  public static final int CRYPTONOTE_NONCE_OFFSET = 39;

  /** The longest blob that XMRig takes, in bytes. */
  public static final int MAX_BLOB_BYTES = 408;

  private static final int MAX_JOB_ID_LENGTH = 128;

  /**
   * Checks what can be checked.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public StratumJob {
    require(!jobId.isEmpty() && jobId.length() <= MAX_JOB_ID_LENGTH, "job_id is 1 to 128 long");
    require(
        HexText.isBytes(blob) && blob.length() <= 2 * MAX_BLOB_BYTES,
        "blob is at most 408 hex bytes");
    require(HexText.isBytes(seedHash, 32), "seed_hash is 32 hex bytes");
    require(!algo.isEmpty(), "algo is named");
    require(height >= 0, "height is not negative");
    require(nonceOffset >= 0 && nonceOffset <= MAX_BLOB_BYTES, "nonce_offset is within the blob");
    require(2 * (nonceOffset + Integer.BYTES) <= blob.length(), "nonce_offset is within the blob");
  }

  /** The bytes of {@link #blob()}, a new array each time. */
  public byte[] blobBytes() {
    return HexFormat.of().parseHex(blob);
  }

  /** The bytes of {@link #seedHash()}, a new array each time. */
  public byte[] seedHashBytes() {
    return HexFormat.of().parseHex(seedHash);
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("Bad job: " + rule);
    }
  }
}
