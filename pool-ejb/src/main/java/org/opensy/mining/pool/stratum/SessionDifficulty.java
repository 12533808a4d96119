package org.opensy.mining.pool.stratum;

import java.time.Instant;
import java.util.Optional;
import org.opensy.mining.pool.job.ShareTarget;
import org.opensy.mining.pool.vardiff.Vardiff;
import org.opensy.mining.stratum.protocol.Difficulty;

/** What a miner's next job should be worth: what it asked for, or what fits it. Not thread-safe. */
final class SessionDifficulty {
  private final Vardiff vardiff;
  private final boolean askedByLogin;
  private boolean asked;
  private ShareTarget share;

  private SessionDifficulty(Vardiff vardiff, boolean askedByLogin) {
    this.vardiff = vardiff;
    this.askedByLogin = askedByLogin;
    this.asked = askedByLogin;
    this.share = ShareTarget.of(vardiff.difficulty());
  }

  /** What the login asked for, as far as {@link Vardiff#ask} allows. */
  static SessionDifficulty asked(Vardiff vardiff, Difficulty wish) {
    vardiff.ask(wish);
    return new SessionDifficulty(vardiff, true);
  }

  /** Follows the miner. */
  static SessionDifficulty following(Vardiff vardiff) {
    return new SessionDifficulty(vardiff, false);
  }

  ShareTarget share() {
    return share;
  }

  /** The difficulty, if it rests on the miner's shares alone. */
  Optional<Difficulty> known() {
    return asked || !vardiff.isKnown() ? Optional.empty() : Optional.of(vardiff.difficulty());
  }

  /** A wish after the login; what the login asked for stays. True if the difficulty changed. */
  boolean suggest(Difficulty wish) {
    if (askedByLogin) {
      return false;
    }
    asked = true;
    return taken(vardiff.ask(wish));
  }

  /** The miner got a job of that difficulty. */
  void issued(Difficulty actual, Instant now) {
    vardiff.issued(actual, now);
  }

  /** The miner found a share; true if its difficulty changed. */
  boolean found(Difficulty worth, Instant now) {
    return taken(vardiff.found(worth, now));
  }

  /** Time passed; true if the miner's difficulty changed. */
  boolean passed(Instant now) {
    return taken(vardiff.passed(now));
  }

  private boolean taken(boolean isChanged) {
    share = isChanged ? ShareTarget.of(vardiff.difficulty()) : share;
    return isChanged;
  }
}
