package org.opensy.mining.pool.stratum;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.opensy.mining.metrics.Buckets;
import org.opensy.mining.metrics.Histogram;
import org.opensy.mining.pool.ban.Ban;
import org.opensy.mining.pool.ban.Bans;
import org.opensy.mining.pool.chain.ChainFormatException;
import org.opensy.mining.pool.chain.PowHash;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.job.JobTemplate;
import org.opensy.mining.pool.share.ProvenShare;
import org.opensy.mining.pool.work.CurrentWork;
import org.opensy.mining.stratum.api.AdmissionControl;
import org.opensy.mining.stratum.api.MinerSession;
import org.opensy.mining.stratum.api.Offence;
import org.opensy.mining.stratum.protocol.Submission;

/** Answers what the listener asks without a worker. Thread-safe. */
@ApplicationScoped
public class PoolAdmission implements AdmissionControl {
  private final PoolConfig config;
  private final CurrentWork work;
  private final Bans bans;
  private final Histogram shareTimes = new Histogram(Buckets.CALLS);
  private final Histogram jobTimes = new Histogram(Buckets.QUICK_CALLS);

  /** For the container's proxy. */
  protected PoolAdmission() {
    this(null, null, null);
  }

  @Inject
  PoolAdmission(PoolConfig config, CurrentWork work, Bans bans) {
    this.config = config;
    this.work = work;
    this.bans = bans;
  }

  @Override
  public Optional<String> refusal(InetAddress address) {
    return bans.banOf(address).map(PoolAdmission::words);
  }

  private static String words(Ban ban) {
    return "until " + ban.until().truncatedTo(ChronoUnit.SECONDS) + ", " + ban.reason();
  }

  @Override
  public void offence(InetAddress address, Offence offence) {
    bans.offence(address, offence);
  }

  /**
   * A share counted. Its work makes up for offences, not its number: a share as hard as the first
   * ones at its port, or as a block if that is easier, for a worthless one.
   */
  void credit(MinerSession session, ProvenShare share) {
    double worth = share.job().share().difficulty().value().doubleValue();
    double usual =
        config
            .stratum()
            .port(session.localPort())
            .start()
            .value()
            .min(share.job().template().networkDifficulty())
            .doubleValue();
    bans.credit(session.remoteAddress().getAddress(), worth / usual);
  }

  /** A claim costs nothing to check against the target; whether it is true costs a hash. */
  @Override
  public boolean claimsBlock(Submission share) {
    // Also after the work was withdrawn.
    return work.last()
        .filter(now -> share.claim().filter(claim -> meets(claim, now)).isPresent())
        .isPresent();
  }

  @Override
  public void shareAnswered(long nanos) {
    shareTimes.observeNanos(nanos);
  }

  @Override
  public void jobsWritten(int miners, long nanos) {
    for (int i = 0; i < miners; i++) {
      jobTimes.observeNanos(nanos);
    }
  }

  /** Seconds from the line with a share to its answer. */
  public Histogram shareTimes() {
    return shareTimes;
  }

  /** Seconds from new work to each miner's job of it. */
  public Histogram jobTimes() {
    return jobTimes;
  }

  private static boolean meets(String claim, JobTemplate now) {
    try {
      return PowHash.parse(claim).meets(now.networkTarget());
    } catch (ChainFormatException malformed) {
      return false;
    }
  }
}
