package org.opensy.mining.pool.stratum;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.opensy.mining.pool.chain.BlockHash;
import org.opensy.mining.pool.job.IssuedJobs;
import org.opensy.mining.pool.job.IssuedJobs.Lookup;
import org.opensy.mining.pool.job.Job;
import org.opensy.mining.pool.job.Nonce;
import org.opensy.mining.pool.share.Contributor;
import org.opensy.mining.pool.work.CurrentWork;
import org.opensy.mining.stratum.api.MinerJob;
import org.opensy.mining.stratum.protocol.BitcoinDifficulty;
import org.opensy.mining.stratum.protocol.Difficulty;
import org.opensy.mining.stratum.protocol.StratumJob;
import org.opensy.mining.stratum.protocol.Submission;

/**
 * A miner that is logged in: who is paid, at what difficulty, and which jobs it has. Thread-safe.
 */
final class ActiveMiner {
  /** The top byte of the nonce in jobs for NiceHash; anything but 0 tells miners to leave it. */
  static final int NICEHASH_BYTE = 0x4e;

  /** Shares of jobs that are easier than the latest one: what may have been on its way. */
  private static final int MOST_EASIER = 20;

  private static final int NONCE_TOP = StratumJob.OPENSY_NONCE_OFFSET + Integer.BYTES - 1;

  /**
   * What was agreed at the login.
   *
   * @param contributor who is paid, and how
   * @param algorithm what jobs call the proof of work
   * @param niceHash whether the top byte of the nonce is fixed
   * @param minimum what the miner asked for as its minimum payout
   */
  record Terms(Contributor contributor, String algorithm, boolean niceHash, MinimumWish minimum) {}

  private final Terms terms;
  private final SessionDifficulty difficulty;
  private final IssuedJobs jobs;
  private final int mostWorthless;
  private final AtomicInteger worthlessLeft;
  private final AtomicBoolean diagnosed = new AtomicBoolean();
  private volatile boolean cryptonote;
  private Difficulty current;
  private int easier;

  /**
   * A miner without a job.
   *
   * @param mostWorthless how many hashes it may cost for nothing
   */
  ActiveMiner(Terms terms, SessionDifficulty difficulty, IssuedJobs jobs, int mostWorthless) {
    this.terms = terms;
    this.difficulty = difficulty;
    this.jobs = jobs;
    this.mostWorthless = mostWorthless;
    this.worthlessLeft = new AtomicInteger(mostWorthless);
  }

  /**
   * The job on the work of this moment, or nothing if the miner has it already. The work is looked
   * up under the miner's lock, so that a later call never issues older work.
   */
  synchronized Optional<MinerJob> nextJob(CurrentWork work, Instant now) {
    return work.get()
        .flatMap(template -> jobs.issue(template, difficulty.share()))
        .map(job -> issued(job, now));
  }

  /** The work of this moment under a new id. */
  synchronized Optional<MinerJob> jobAgain(CurrentWork work, Instant now) {
    return work.get()
        .map(template -> jobs.issueAgain(template, difficulty.share()))
        .map(job -> issued(job, now));
  }

  private MinerJob issued(Job job, Instant now) {
    current = job.share().difficulty();
    difficulty.issued(current, now);
    String seedHash = job.template().seedHash();
    return jobs.isExtended()
        ? new MinerJob.Coinbase(
            jobs.onTheWire(job), BitcoinDifficulty.of(job.share().target()), seedHash)
        : new MinerJob.Header(onTheWire(job, seedHash));
  }

  private StratumJob onTheWire(Job job, String seedHash) {
    return new StratumJob(
        job.id(),
        terms.niceHash() ? niceHashBlob(job) : job.header().toHex(),
        job.share().target(),
        terms.algorithm(),
        job.height(),
        seedHash,
        StratumJob.OPENSY_NONCE_OFFSET);
  }

  private static String niceHashBlob(Job job) {
    byte[] header = job.header().toArray();
    header[NONCE_TOP] = NICEHASH_BYTE;
    return HexFormat.of().formatHex(header);
  }

  /** Whether a nonce is one of those that the miner may use; a malformed one is. */
  boolean mayUse(String nonce) {
    return !terms.niceHash()
        || Nonce.parse(nonce).filter(n -> n.value() >>> 24 != NICEHASH_BYTE).isEmpty();
  }

  /** A share counted; true if the miner's difficulty changed. */
  synchronized boolean found(Difficulty worth, Instant now) {
    easier += isEasier(worth) ? 1 : 0;
    return changed(difficulty.found(worth, now));
  }

  /** Time passed; true if the miner's difficulty changed. */
  synchronized boolean passed(Instant now) {
    return changed(difficulty.passed(now));
  }

  /**
   * The miner suggests a difficulty, which it gets within bounds unless its login asked for one.
   */
  synchronized void suggest(Difficulty wish) {
    boolean unused = difficulty.suggest(wish);
  }

  private boolean changed(boolean isChanged) {
    easier = isChanged ? 0 : easier;
    return isChanged;
  }

  private boolean isEasier(Difficulty worth) {
    return current != null && worth.compareTo(current) < 0;
  }

  /**
   * Whether a share is one too many of those for jobs that are easier than the latest one. Those on
   * their way count; who goes on with an easy job would have the pool hash for next to no work. Of
   * a share without a claim its hash alone tells what it is, so none is.
   */
  synchronized boolean isTooEasy(Submission share, BlockHash tip) {
    return easier >= MOST_EASIER
        && share.claim().isPresent()
        && jobs.find(share.jobId(), tip) instanceof Lookup.Live live
        && isEasier(live.job().share().difficulty());
  }

  /** The difficulty that fits the miner, as far as that is known. */
  synchronized Optional<Difficulty> fittingDifficulty() {
    return difficulty.known();
  }

  /** That of the latest job; nothing before the first. */
  synchronized Optional<Difficulty> difficulty() {
    return Optional.ofNullable(current);
  }

  /** What the miner asked for as its minimum payout. */
  MinimumWish minimumWish() {
    return terms.minimum();
  }

  /** True once: when it is to be found out where a miner that is wrong puts its nonce. */
  boolean isToBeDiagnosed() {
    return diagnosed.compareAndSet(false, true);
  }

  /** The miner puts its nonce where CryptoNote has it. */
  void setCryptonote() {
    cryptonote = true;
  }

  boolean isCryptonote() {
    return cryptonote;
  }

  Contributor contributor() {
    return terms.contributor();
  }

  IssuedJobs jobs() {
    return jobs;
  }

  /**
   * A share was good, which makes up for a worthless one: an unstable machine goes on, one that is
   * always wrong does not. What is spent stays so.
   */
  void goodShare() {
    worthlessLeft.updateAndGet(left -> left > 0 ? Math.min(mostWorthless, left + 1) : left);
  }

  /** A share cost a hash for nothing; false if that was one too many. */
  boolean worthlessShare() {
    return worthlessLeft.decrementAndGet() > 0;
  }

  /** Whether nothing more is to be hashed for the miner. */
  boolean isExhausted() {
    return worthlessLeft.get() <= 0;
  }
}
