package org.opensy.mining.pool.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.job.JobTemplate;
import org.opensy.mining.pool.work.CurrentWork;

/** How deep blocks are, and when they will be deeper. Thread-safe. */
@ApplicationScoped
public class ChainProgress {
  /** Target spacing of the chain's blocks. */
  static final Duration SPACING = Duration.ofMinutes(2);

  private final Supplier<Optional<Long>> nextHeight;
  private final int maturity;
  private final InstantSource clock;

  /** For the container's proxy. */
  protected ChainProgress() {
    this(Optional::empty, 0, null);
  }

  @Inject
  ChainProgress(CurrentWork work, PoolConfig config, InstantSource clock) {
    this(() -> work.get().map(JobTemplate::height), config.payout().depths().maturity(), clock);
  }

  /**
   * @param nextHeight of the block that is mined; nothing while there is no work
   * @param maturity confirmations from which a reward is payable
   */
  ChainProgress(Supplier<Optional<Long>> nextHeight, int maturity, InstantSource clock) {
    this.nextHeight = nextHeight;
    this.maturity = maturity;
    this.clock = clock;
  }

  /** Confirmations from which a reward is payable. */
  int maturity() {
    return maturity;
  }

  /**
   * Confirmations of a block on the chain, 1 for the tip.
   *
   * @return nothing while there is no work
   */
  Optional<Integer> confirmations(long height) {
    return nextHeight.get().map(next -> Math.toIntExact(Math.max(0, next - height)));
  }

  /** When the reward of a block is payable if blocks come as they should; not in the past. */
  Optional<Instant> maturesAt(long height) {
    return confirmations(height)
        .map(now -> Math.max(0, maturity - now))
        .map(left -> clock.instant().plus(SPACING.multipliedBy(left)));
  }
}
