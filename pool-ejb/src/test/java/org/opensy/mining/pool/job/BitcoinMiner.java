package org.opensy.mining.pool.job;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.opensy.mining.stratum.protocol.BitcoinJob;

/**
 * What a miner of the Bitcoin dialect does with a job, written without the pool's code: coinbase
 * from its parts, merkle root along the branch, header from eight words that arrive byte-swapped.
 *
 * @param job as notified
 * @param extranonce1 as subscribed, hex
 */
public record BitcoinMiner(BitcoinJob job, String extranonce1) {
  private static final HexFormat HEX = HexFormat.of();

  /**
   * The 80 bytes to hash.
   *
   * @param extranonce2 hex
   * @param ntime hex, most significant first
   * @param nonce hex, most significant first
   */
  public byte[] header(String extranonce2, String ntime, String nonce) {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.writeBytes(swapped(job.version()));
    header.writeBytes(swapped(job.previousHash()));
    header.writeBytes(merkleRoot(extranonce2));
    header.writeBytes(swapped(ntime));
    header.writeBytes(swapped(job.bits()));
    header.writeBytes(swapped(nonce));
    return header.toByteArray();
  }

  /** The coinbase without witness. */
  public byte[] coinbase(String extranonce2) {
    return HEX.parseHex(job.coinbase1() + extranonce1 + extranonce2 + job.coinbase2());
  }

  private byte[] merkleRoot(String extranonce2) {
    byte[] node = sha256d(coinbase(extranonce2));
    for (String sibling : job.merkleBranch()) {
      byte[] pair = Arrays.copyOf(node, 64);
      System.arraycopy(HEX.parseHex(sibling), 0, pair, 32, 32);
      node = sha256d(pair);
    }
    return node;
  }

  /** The bytes of each word of 8 digits in reverse. */
  private static byte[] swapped(String hex) {
    byte[] bytes = HEX.parseHex(hex);
    byte[] result = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      result[i] = bytes[i / 4 * 4 + 3 - i % 4];
    }
    return result;
  }

  private static byte[] sha256d(byte[] data) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return digest.digest(digest.digest(data));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
