package org.opensy.mining.randomx;

/**
 * Which block's hash is the RandomX key of a height.
 *
 * <p>The key of height {@code h} is the hash of the block at {@code max(0, floor(h / 32) * 32 -
 * 32)} (OpenSY 0.1.0, commit 2de3d7a). It is therefore known 32 blocks before it is first needed.
 *
 * <p>Pure. Thread-safe.
 */
public final class KeySchedule {

  /** Blocks between two keys, and the lag between a key block and the first height that uses it. */
  public static final int INTERVAL = 32;

  private KeySchedule() {}

  /**
   * The height of the key block of {@code height}.
   *
   * @throws IllegalArgumentException for a negative height
   */
  public static long keyHeight(long height) {
    if (height < 0) {
      throw new IllegalArgumentException("a block height is not negative: " + height);
    }
    return Math.max(0, height - height % INTERVAL - INTERVAL);
  }

  /** The first height above {@code height} whose key differs from the key of {@code height}. */
  public static long nextChangeHeight(long height) {
    return Math.addExact(keyHeight(height), 2L * INTERVAL);
  }

  /**
   * The height of the key block that follows the one in use at {@code height}. That block exists
   * once the chain has reached its height, up to 32 blocks before {@link #nextChangeHeight}.
   */
  public static long nextKeyHeight(long height) {
    return keyHeight(nextChangeHeight(height));
  }
}
