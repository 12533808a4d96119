package org.opensy.mining.pool.treasury;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.job.JobTemplate;
import org.opensy.mining.pool.ledger.RewardWindows;
import org.opensy.mining.pool.ledger.SchemaMigration;
import org.opensy.mining.pool.ledger.ShareRetention;
import org.opensy.mining.pool.reward.RewardScheme;
import org.opensy.mining.pool.reward.WindowRule;
import org.opensy.mining.pool.work.CurrentWork;

/**
 * Keeps shares that a block may still need, however long that is: those in the windows of blocks
 * that are not credited yet, and in the window of a PPLNS block found now. Thread-safe.
 */
@ApplicationScoped
public class RequiredShares {
  @Resource(lookup = SchemaMigration.DATA_SOURCE)
  private DataSource database;

  private final Treasury treasury;
  private final PoolConfig config;
  private final CurrentWork work;
  private final InstantSource clock;

  /** For the container's proxy. */
  protected RequiredShares() {
    this(null, null, null, null);
  }

  @Inject
  RequiredShares(Treasury treasury, PoolConfig config, CurrentWork work, InstantSource clock) {
    this.treasury = treasury;
    this.config = config;
    this.work = work;
    this.clock = clock;
  }

  void keep(@Observes ShareRetention retention) {
    treasury.settlement().oldestShareNeeded().ifPresent(retention::keepSince);
    work.get()
        .map(JobTemplate::networkDifficulty)
        .ifPresent(difficulty -> keepWindow(difficulty, retention));
  }

  private void keepWindow(BigInteger difficulty, ShareRetention retention) {
    WindowRule rule = config.reward().terms(RewardScheme.PPLNS).window(difficulty);
    RewardWindows windows = new RewardWindows(database);
    Instant now = clock.instant();
    if (rule instanceof WindowRule.LatestWork latest
        && windows.work(RewardScheme.PPLNS, Instant.EPOCH, now).signum() > 0) {
      // With less work than a window, all of it counts.
      retention.keepSince(
          windows.beginOfLatest(RewardScheme.PPLNS, now, latest.work()).orElse(Instant.EPOCH));
    }
  }
}
