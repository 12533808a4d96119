package org.opensy.mining.pool.ledger;

import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.share.Contributor;
import org.opensy.mining.pool.share.ShareEntry;

/**
 * Shares of all schemes and a few miners over four days: crowded slots, slots with one share, idle
 * hours, and many shares of the same microsecond, on both sides of slots and days.
 */
public final class RandomShares {
  private static final Instant BEGIN = Instant.parse("2026-11-21T22:30:00Z");
  private static final int SLOTS = 6 * 24 * 3;
  private static final List<Long> DIFFICULTIES = List.of(1L, 7L, 1000L, 999_999L, 1L << 62);

  private final Random random;

  public RandomShares(long seed) {
    random = new Random(seed);
  }

  public List<ShareEntry> next(int count) {
    int[] busySlots = random.ints(15, 0, SLOTS).toArray();
    List<ShareEntry> entries = new ArrayList<>();
    for (int nonce = 0; nonce < count; nonce++) {
      int slot = random.nextInt(4) == 0 ? random.nextInt(SLOTS) : busySlots[random.nextInt(15)];
      entries.add(share(nonce, BEGIN.plus(ShareSlot.LENGTH.multipliedBy(slot)).plus(within())));
    }
    return entries;
  }

  /** Writes batches in any order, some of them twice, and single shares besides. */
  public void write(ShareStore store, List<ShareEntry> entries) throws SQLException {
    List<List<ShareEntry>> batches = new ArrayList<>();
    for (int first = 0; first < entries.size(); first += 97) {
      batches.add(entries.subList(first, Math.min(entries.size(), first + 97)));
    }
    for (int i = batches.size() / 3; i > 0; i--) {
      batches.add(batches.get(random.nextInt(batches.size())));
      batches.add(List.of(entries.get(random.nextInt(entries.size()))));
    }
    Collections.shuffle(batches, random);
    for (List<ShareEntry> batch : batches) {
      store.write(batch);
    }
  }

  private Duration within() {
    return switch (random.nextInt(4)) {
      case 0 -> Duration.ZERO;
      case 1 -> ShareSlot.LENGTH.minusNanos(1000);
      case 2 -> Duration.ofSeconds(60L * random.nextInt(10));
      default -> Duration.ofNanos(1000L * random.nextInt(600_000_000));
    };
  }

  private ShareEntry share(int nonce, Instant when) {
    RewardScheme[] schemes = RewardScheme.values();
    RewardScheme scheme = schemes[random.nextInt(schemes.length)];
    Optional<BigInteger> price =
        scheme == RewardScheme.PPS ? Optional.of(BigInteger.TEN) : Optional.empty();
    return Shares.share(
        nonce,
        when,
        new Contributor("miner" + random.nextInt(6), "rig", scheme),
        DIFFICULTIES.get(random.nextInt(DIFFICULTIES.size())),
        price);
  }
}
