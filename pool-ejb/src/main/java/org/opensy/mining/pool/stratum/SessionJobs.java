package org.opensy.mining.pool.stratum;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Optional;
import org.opensy.mining.stratum.api.JobSource;
import org.opensy.mining.stratum.api.MinerSession;
import org.opensy.mining.stratum.protocol.StratumJob;

/** The jobs of the miners that are logged in. Thread-safe. */
@ApplicationScoped
public class SessionJobs implements JobSource {
  private Miners miners;
  private CurrentWork work;
  private InstantSource clock;

  /** For the container's proxy. */
  protected SessionJobs() {}

  @Inject
  SessionJobs(Miners miners, CurrentWork work, InstantSource clock) {
    this.miners = miners;
    this.work = work;
    this.clock = clock;
  }

  @Override
  public Optional<StratumJob> jobFor(MinerSession session) {
    return miners.of(session).flatMap(miner -> miner.nextJob(work, clock.instant()));
  }

  @Override
  public Optional<StratumJob> jobAgain(MinerSession session) {
    return miners.of(session).flatMap(miner -> miner.jobAgain(work, clock.instant()));
  }
}
