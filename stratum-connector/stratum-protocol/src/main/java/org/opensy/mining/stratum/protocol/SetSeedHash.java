package org.opensy.mining.stratum.protocol;

/**
 * {@code mining.set_seed_hash}: the RandomX key of the jobs that follow. Bitcoin's dialect has no
 * place for a key, and a miner without a node could not know it; miners ignore notifications that
 * they do not know, so {@code mining.notify} stays as everybody expects it. Thread-safe.
 *
 * @param seedHash the 32 bytes of the key in hex, as in {@link StratumJob#seedHash()}
 */
public record SetSeedHash(String seedHash) implements ServerMessage {
  private static final int SIZE = 32;

  /**
   * Checks the digits.
   *
   * @throws IllegalArgumentException if they are not 64 hex digits
   */
  public SetSeedHash {
    if (!HexText.isBytes(seedHash, SIZE)) {
      throw new IllegalArgumentException("A seed hash is 32 hex bytes");
    }
  }
}
