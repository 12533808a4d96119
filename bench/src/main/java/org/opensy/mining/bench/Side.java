package org.opensy.mining.bench;

/** Something that hashes for a while when it is told to, and rests in between. */
@FunctionalInterface
interface Side {
  /**
   * Hashes for about {@code seconds} on all its threads.
   *
   * @param firstNonce where to begin; a side that has its own nonces takes no notice
   */
  HashRate measure(int seconds, int firstNonce);
}
