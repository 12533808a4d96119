package org.opensy.mining.dev.node;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Chooses difficulties so that blocks come about as often as wanted, whatever the miners' speed:
 * from the work of the last blocks over the time that they took. One block changes it fourfold at
 * most. Not thread-safe.
 */
final class BlockPace {
  private static final int WINDOW = 8;
  private static final long MOST_CHANGE = 4;
  private static final long EASIEST = 2;

  private final Duration spacing;
  private final Deque<Found> found = new ArrayDeque<>();

  private record Found(long hashes, Instant when) {}

  /**
   * No blocks yet.
   *
   * @param spacing wanted between two blocks, at least a second
   */
  BlockPace(Duration spacing) {
    if (spacing.toSeconds() < 1) {
      throw new IllegalArgumentException("blocks are at least a second apart: " + spacing);
    }
    this.spacing = spacing;
  }

  /**
   * The difficulty of the block after one that was found just now.
   *
   * @param hashes difficulty of the block that was found
   * @return expected hashes, at least 2
   */
  long next(long hashes, Instant now) {
    found.addLast(new Found(hashes, now));
    if (found.size() > WINDOW) {
      found.removeFirst();
    }
    if (found.size() == 1) {
      return hashes;
    }
    Found first = found.getFirst();
    long millis = Math.max(1, Duration.between(first.when(), now).toMillis());
    long work = found.stream().mapToLong(Found::hashes).sum() - first.hashes();
    long wanted = Math.multiplyExact(work, spacing.toMillis()) / millis;
    long least = Math.max(EASIEST, hashes / MOST_CHANGE);
    return Math.max(least, Math.min(wanted, Math.multiplyExact(hashes, MOST_CHANGE)));
  }
}
