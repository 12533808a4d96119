package org.opensy.mining.pool.stratum;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Optional;
import org.opensy.mining.pool.work.CurrentWork;
import org.opensy.mining.stratum.api.JobSource;
import org.opensy.mining.stratum.api.MinerJob;
import org.opensy.mining.stratum.api.MinerSession;
import org.opensy.mining.stratum.protocol.Difficulty;

/** The jobs of the miners that are logged in. Thread-safe. */
@ApplicationScoped
public class SessionJobs implements JobSource {
  private final ActiveMiners miners;
  private final CurrentWork work;
  private final Extranonces extranonces;
  private final InstantSource clock;

  /** For the container's proxy. */
  protected SessionJobs() {
    this(null, null, null, null);
  }

  @Inject
  SessionJobs(ActiveMiners miners, CurrentWork work, Extranonces extranonces, InstantSource clock) {
    this.extranonces = extranonces;
    this.miners = miners;
    this.work = work;
    this.clock = clock;
  }

  @Override
  public String subscribe(MinerSession session) {
    return extranonces.subscribe(session).toString();
  }

  @Override
  public Optional<MinerJob> jobFor(MinerSession session) {
    return miners.of(session).flatMap(miner -> miner.nextJob(work, clock.instant()));
  }

  @Override
  public void suggest(MinerSession session, Difficulty wish) {
    miners.of(session).ifPresent(miner -> miner.suggest(wish));
  }

  @Override
  public Optional<MinerJob> jobAgain(MinerSession session) {
    return miners.of(session).flatMap(miner -> miner.jobAgain(work, clock.instant()));
  }
}
