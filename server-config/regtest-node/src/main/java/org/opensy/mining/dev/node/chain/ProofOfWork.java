package org.opensy.mining.dev.node.chain;

import java.math.BigInteger;
import java.util.Optional;
import org.opensy.mining.dev.node.wire.BlockHeader;
import org.opensy.mining.dev.node.wire.CompactTarget;
import org.opensy.mining.dev.node.wire.Hash256;

/** Checks and finds proofs of work. Thread-safe. */
public final class ProofOfWork {
  private final HeaderHasher hasher;

  /** Judges by the given hash. */
  public ProofOfWork(HeaderHasher hasher) {
    this.hasher = hasher;
  }

  /** Whether the header's hash under the key is at most the target that its own bits encode. */
  public boolean isValid(BlockHeader header, Hash256 keyBlock) {
    return CompactTarget.decode(header.bits())
        .map(target -> hash(header, keyBlock).compareTo(target) <= 0)
        .orElse(false);
  }

  /**
   * The first header with a valid proof, counting the nonce up from the given one; empty after all
   * nonces.
   */
  public Optional<BlockHeader> search(BlockHeader from, Hash256 keyBlock) {
    BlockHeader header = from;
    do {
      if (isValid(header, keyBlock)) {
        return Optional.of(header);
      }
      header = header.withNonce(header.nonce() + 1);
    } while (header.nonce() != from.nonce());
    return Optional.empty();
  }

  private BigInteger hash(BlockHeader header, Hash256 keyBlock) {
    byte[] littleEndian = hasher.hash(keyBlock, header.toBytes());
    byte[] bigEndian = new byte[littleEndian.length];
    for (int i = 0; i < bigEndian.length; i++) {
      bigEndian[i] = littleEndian[bigEndian.length - 1 - i];
    }
    return new BigInteger(1, bigEndian);
  }
}
