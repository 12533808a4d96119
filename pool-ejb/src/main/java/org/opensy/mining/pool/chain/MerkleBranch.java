package org.opensy.mining.pool.chain;

import java.util.ArrayList;
import java.util.List;

/**
 * The siblings on the way from the coinbase to the merkle root: with them a new coinbase costs one
 * SHA256d a level instead of the whole tree. Thread-safe.
 *
 * @param siblings from the leaves up, each to the right of the coinbase's side
 */
public record MerkleBranch(List<Hash256> siblings) {

  /** Copies the list. */
  public MerkleBranch {
    siblings = List.copyOf(siblings);
  }

  /** The branch for a block of a coinbase and {@code others} in this order. */
  public static MerkleBranch beside(List<TransactionId> others) {
    Sha256d sha = new Sha256d();
    List<Hash256> siblings = new ArrayList<>();
    List<Hash256> level = new ArrayList<>(others.size() + 1);
    level.add(Hash256.ZERO);
    others.forEach(id -> level.add(id.value()));
    List<Hash256> current = level;
    while (current.size() > 1) {
      siblings.add(current.get(1));
      current = MerkleTree.parents(sha, current);
    }
    return new MerkleBranch(siblings);
  }

  /** The merkle root with this coinbase. */
  public Hash256 root(TransactionId coinbase) {
    return root(new Sha256d(), coinbase);
  }

  /**
   * The merkle root with this coinbase.
   *
   * @param sha reused by callers who make many
   */
  public Hash256 root(Sha256d sha, TransactionId coinbase) {
    byte[] node = coinbase.value().toArray();
    for (Hash256 sibling : siblings) {
      sha.hashOnto(node, sibling);
    }
    return Hash256.wrap(node);
  }
}
