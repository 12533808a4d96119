package org.opensy.mining.pool.stratum;

import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.opensy.mining.pool.ban.Bans;
import org.opensy.mining.pool.cluster.DifficultyMemory;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.history.RejectedShares;
import org.opensy.mining.pool.job.ExtranonceSequence;
import org.opensy.mining.pool.ledger.BlockFind;
import org.opensy.mining.pool.ledger.ShareLedger;
import org.opensy.mining.pool.live.ShareSamples;
import org.opensy.mining.pool.metrics.Metrics;
import org.opensy.mining.pool.share.ProofOfWork;
import org.opensy.mining.pool.work.CurrentWork;
import org.opensy.mining.stratum.api.AdmissionControl;
import org.opensy.mining.stratum.api.JobSource;
import org.opensy.mining.stratum.api.StratumListener;

/**
 * The front without a container: all that the Stratum connector asks of the pool, on what it is
 * given. In the server the same classes are beans.
 *
 * @param listener answers logins and submits
 * @param admission says who gets in
 * @param jobs gives miners their jobs
 */
public record StratumFront(StratumListener listener, AdmissionControl admission, JobSource jobs) {
  /**
   * What stands behind the front.
   *
   * @param work what is mined
   * @param hash how shares are verified
   * @param ledger takes the shares
   * @param blocks takes the blocks
   * @param bans says who is kept out
   * @param difficulties remembers what suits miners
   * @param extranonces where logins get theirs now
   */
  public record Backend(
      CurrentWork work,
      ProofOfWork hash,
      ShareLedger ledger,
      Consumer<BlockFind> blocks,
      Bans bans,
      DifficultyMemory difficulties,
      Supplier<ExtranonceSequence> extranonces) {}

  /** A front that nobody talks to yet. */
  public static StratumFront of(
      PoolConfig config, Backend backend, Metrics metrics, InstantSource clock) {
    ActiveMiners miners = new ActiveMiners();
    CurrentWork work = backend.work();
    ShareCounters counters =
        new ShareCounters(metrics, new RejectedShares(clock), new ShareSamples(clock));
    PoolAdmission admission = new PoolAdmission(config, work, backend.bans());
    Extranonces extranonces = new Extranonces(backend.extranonces());
    StartDifficulties starts = new StartDifficulties(config, backend.difficulties());
    ShareIntake intake = new ShareIntake(config, backend.ledger(), backend.blocks(), counters);
    StratumMessageBean listener =
        new StratumMessageBean(
            new LoginHandler(config, miners, work, extranonces, starts, admission, clock),
            new SubmitHandler(
                miners,
                work,
                backend.hash(),
                intake,
                counters,
                new InvalidShares(config, backend.hash(), counters, admission),
                new MinimumPayoutRequests(config, clock),
                starts,
                admission,
                clock),
            miners,
            extranonces,
            starts);
    return new StratumFront(listener, admission, new SessionJobs(miners, work, extranonces, clock));
  }
}
