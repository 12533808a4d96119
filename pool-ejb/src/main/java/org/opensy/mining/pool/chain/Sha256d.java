package org.opensy.mining.pool.chain;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 applied twice, the hash of blocks, transactions and merkle nodes. An instance keeps its
 * digest for the next call. Not thread-safe.
 */
public final class Sha256d {
  private final MessageDigest digest;

  /** A hasher with a digest of its own. */
  public Sha256d() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Hashes {@code data} once over, with a fresh digest. */
  public static Hash256 of(byte[] data) {
    return new Sha256d().hash(data);
  }

  /** Hashes the concatenation of {@code parts}. */
  public Hash256 hash(byte[]... parts) {
    return Hash256.wrap(digest(parts));
  }

  /** Hashes the concatenation of two nodes of a merkle tree. */
  public Hash256 hashPair(Hash256 left, Hash256 right) {
    return hash(left.raw(), right.raw());
  }

  /** The hash of {@code node} and its right neighbour takes the node's place. */
  void hashOnto(byte[] node, Hash256 right) {
    digest.update(node);
    digest.update(right.raw());
    finish(node);
  }

  /** The 32 bytes of the hash of the concatenation of {@code parts}, internal order. */
  byte[] digest(byte[]... parts) {
    for (byte[] part : parts) {
      digest.update(part);
    }
    byte[] result = new byte[Hash256.SIZE];
    finish(result);
    return result;
  }

  private void finish(byte[] result) {
    try {
      digest.digest(result, 0, result.length);
      digest.update(result);
      digest.digest(result, 0, result.length);
    } catch (DigestException e) {
      throw new IllegalStateException("32 bytes hold a SHA-256 digest", e);
    }
  }
}
