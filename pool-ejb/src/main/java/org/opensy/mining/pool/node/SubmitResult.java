package org.opensy.mining.pool.node;

/** What became of a submitted block, over all nodes. */
public sealed interface SubmitResult {

  /** A node took the block and it is on that node's best chain. */
  record Accepted() implements SubmitResult {}

  /** Valid, but not (yet) on the best chain. */
  record Inconclusive() implements SubmitResult {}

  /**
   * Every node that answered refused it.
   *
   * @param reason the node's word, such as {@code high-hash-randomx}
   */
  record Refused(String reason) implements SubmitResult {}

  /**
   * Nobody could say within the tries. The block may have been accepted: ask again later.
   *
   * @param trouble what went wrong last
   */
  record Unknown(String trouble) implements SubmitResult {}

  /** Whether the block is on a node's best chain. */
  default boolean isOnChain() {
    return this instanceof Accepted;
  }
}
