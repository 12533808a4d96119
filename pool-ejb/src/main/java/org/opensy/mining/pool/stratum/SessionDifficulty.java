package org.opensy.mining.pool.stratum;

import java.time.Instant;
import java.util.Optional;
import org.opensy.mining.pool.job.ShareTarget;
import org.opensy.mining.pool.vardiff.Vardiff;
import org.opensy.mining.stratum.protocol.Difficulty;

/** What a miner's next job should be worth: what it asked for, or what fits it. Not thread-safe. */
final class SessionDifficulty {
  private final Optional<Vardiff> vardiff;
  private ShareTarget share;

  private SessionDifficulty(Optional<Vardiff> vardiff, Difficulty first) {
    this.vardiff = vardiff;
    this.share = ShareTarget.of(first);
  }

  /** Stays what it is. */
  static SessionDifficulty fixed(Difficulty difficulty) {
    return new SessionDifficulty(Optional.empty(), difficulty);
  }

  /** Follows the miner. */
  static SessionDifficulty following(Vardiff vardiff) {
    return new SessionDifficulty(Optional.of(vardiff), vardiff.difficulty());
  }

  ShareTarget share() {
    return share;
  }

  /** The difficulty, if it rests on the miner's shares. */
  Optional<Difficulty> known() {
    return vardiff.filter(Vardiff::isKnown).map(Vardiff::difficulty);
  }

  /** The miner got a job of that difficulty. */
  void issued(Difficulty actual, Instant now) {
    vardiff.ifPresent(following -> following.issued(actual, now));
  }

  /** The miner found a share; true if its difficulty changed. */
  boolean found(Difficulty worth, Instant now) {
    return vardiff.filter(following -> following.found(worth, now)).map(this::changed).isPresent();
  }

  /** Time passed; true if the miner's difficulty changed. */
  boolean passed(Instant now) {
    return vardiff.filter(following -> following.passed(now)).map(this::changed).isPresent();
  }

  private ShareTarget changed(Vardiff following) {
    share = ShareTarget.of(following.difficulty());
    return share;
  }
}
