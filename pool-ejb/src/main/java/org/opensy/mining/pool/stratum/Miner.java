package org.opensy.mining.pool.stratum;

import java.util.HexFormat;
import java.util.Optional;
import org.opensy.mining.pool.job.Job;
import org.opensy.mining.pool.job.JobBook;
import org.opensy.mining.pool.job.ShareTarget;
import org.opensy.mining.pool.share.Contributor;
import org.opensy.mining.stratum.protocol.StratumJob;

/**
 * A miner that is logged in: who is paid, at what difficulty, and which jobs it has. Thread-safe.
 */
final class Miner {
  private final Contributor contributor;
  private final String algorithm;
  private final ShareTarget share;
  private final JobBook book;

  /**
   * A miner without a job.
   *
   * @param contributor who is paid, and how
   * @param algorithm what jobs call the proof of work
   * @param share what its shares are worth
   * @param book the jobs of its session
   */
  Miner(Contributor contributor, String algorithm, ShareTarget share, JobBook book) {
    this.contributor = contributor;
    this.algorithm = algorithm;
    this.share = share;
    this.book = book;
  }

  /**
   * The job on the work of this moment, or nothing if the miner has it already. The work is looked
   * up under the miner's lock: when a login and a broadcast meet, the later call never issues the
   * older work.
   */
  synchronized Optional<StratumJob> nextJob(CurrentWork work) {
    return work.get().flatMap(template -> book.issue(template, share)).map(this::onTheWire);
  }

  private StratumJob onTheWire(Job job) {
    HexFormat hex = HexFormat.of();
    return new StratumJob(
        job.id(),
        hex.formatHex(job.header().toArray()),
        job.share().target(),
        algorithm,
        job.height(),
        hex.formatHex(job.key().bytes()),
        StratumJob.OPENSY_NONCE_OFFSET);
  }

  Contributor contributor() {
    return contributor;
  }

  JobBook book() {
    return book;
  }
}
