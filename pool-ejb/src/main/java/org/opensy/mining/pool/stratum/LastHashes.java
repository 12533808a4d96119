package org.opensy.mining.pool.stratum;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.opensy.mining.pool.ban.Scores;
import org.opensy.mining.stratum.api.Subnet;

/**
 * Hashes for whom nothing is hashed any more: what it had under way may be a block, and no block is
 * dropped. Each source has a few, and all of them again an hour after the first; what turns out to
 * be a block costs nothing. Thread-safe.
 */
final class LastHashes {
  static final int EACH = 10;
  private static final Duration RENEWED_AFTER = Duration.ofHours(1);
  private static final int MOST_SOURCES = 4096;

  private final Map<Subnet, Budget> sources = new LinkedHashMap<>();

  private record Budget(int left, Instant since) {}

  /** Takes one; false if the source has none left. */
  synchronized boolean take(InetAddress source, Instant now) {
    Subnet key = Scores.source(source);
    Budget budget = sources.get(key);
    if (budget == null || !now.isBefore(budget.since().plus(RENEWED_AFTER))) {
      // Behind all others, the first of which is forgotten if they are too many.
      sources.remove(key);
      budget = new Budget(EACH, now);
    }
    sources.put(key, new Budget(Math.max(0, budget.left() - 1), budget.since()));
    if (sources.size() > MOST_SOURCES) {
      sources.remove(sources.keySet().iterator().next());
    }
    return budget.left() > 0;
  }

  /** Gives one back: it was a block. */
  synchronized void giveBack(InetAddress source) {
    sources.computeIfPresent(
        Scores.source(source), (key, budget) -> new Budget(budget.left() + 1, budget.since()));
  }
}
