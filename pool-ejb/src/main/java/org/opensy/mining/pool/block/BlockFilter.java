package org.opensy.mining.pool.block;

import java.util.EnumSet;
import java.util.Set;
import org.opensy.mining.pool.reward.RewardScheme;

/**
 * Which blocks are wanted.
 *
 * @param schemes any of these
 * @param statuses any of these
 */
public record BlockFilter(Set<RewardScheme> schemes, Set<BlockStatus> statuses) {
  /** Every block. */
  public static final BlockFilter ALL =
      new BlockFilter(EnumSet.allOf(RewardScheme.class), EnumSet.allOf(BlockStatus.class));

  /** Takes copies. */
  public BlockFilter {
    schemes = Set.copyOf(schemes);
    statuses = Set.copyOf(statuses);
  }
}
