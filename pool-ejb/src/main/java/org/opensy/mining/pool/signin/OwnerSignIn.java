package org.opensy.mining.pool.signin;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.opensy.mining.pool.auth.Role;
import org.opensy.mining.pool.auth.Subject;
import org.opensy.mining.pool.chain.Address;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.ledger.SchemaMigration;
import org.opensy.mining.pool.ownership.Challenge;
import org.opensy.mining.pool.ownership.Ownership;
import org.opensy.mining.pool.sql.DatabaseException;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/**
 * Signs in the owner of an address by a signature. Challenges are kept nowhere: they have a seal,
 * and only what was signed is noted, so that it counts once. Thread-safe.
 */
@ApplicationScoped
public class OwnerSignIn {
  /** How long there is time to sign. */
  public static final Duration TIME_TO_SIGN = Duration.ofMinutes(15);

  private static final int NONCE_BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String FORGET = "delete from used_challenges where ends_at < ?";
  private static final String USE =
      "insert into used_challenges (nonce, address, ends_at) values (?, ?, ?)"
          + " on conflict (nonce) do nothing";

  @Resource(lookup = SchemaMigration.DATA_SOURCE)
  private DataSource database;

  private final String pool;
  private final UnaryOperator<String> seal;
  private final SignIn signIn;
  private final InstantSource clock;

  /** Why somebody is not signed in. */
  public enum Refusal {
    /** The line is no challenge of this pool for this address. */
    CHALLENGE_INVALID,
    /** There was no more time to sign it. */
    CHALLENGE_EXPIRED,
    /** Somebody was signed in by it. */
    CHALLENGE_USED,
    /** That is not the owner's signature of it. */
    SIGNATURE_WRONG
  }

  /**
   * What came of it.
   *
   * @param token exactly if nothing was refused
   * @param refusal why there is none
   */
  public record Outcome(Optional<String> token, Optional<Refusal> refusal) {

    private static Outcome refused(Refusal refusal) {
      return new Outcome(Optional.empty(), Optional.of(refusal));
    }
  }

  /** For the container's proxy. */
  protected OwnerSignIn() {
    pool = null;
    seal = null;
    signIn = null;
    clock = null;
  }

  @Inject
  OwnerSignIn(PoolConfig config, SignIn signIn, InstantSource clock) {
    this(config.storage().redis().pool(), config.auth().keys()::seal, signIn, clock);
  }

  private OwnerSignIn(String pool, UnaryOperator<String> seal, SignIn signIn, InstantSource clock) {
    this.pool = pool;
    this.seal = seal;
    this.signIn = signIn;
    this.clock = clock;
  }

  /** On this database. */
  public OwnerSignIn(
      DataSource database,
      String pool,
      UnaryOperator<String> seal,
      SignIn signIn,
      InstantSource clock) {
    this(pool, seal, signIn, clock);
    this.database = database;
  }

  /** What the owner of an address is to sign. */
  public Challenge challenge(Address owner) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    Instant end = clock.instant().plus(TIME_TO_SIGN).truncatedTo(ChronoUnit.SECONDS);
    return new Challenge(pool, owner, end, HexFormat.of().formatHex(nonce));
  }

  /** The line of it. */
  public String line(Challenge challenge) {
    return challenge.sealed(seal);
  }

  /**
   * A token for whoever has signed.
   *
   * @param line as it was given
   * @param signature see {@link Ownership}
   * @throws DatabaseException if the signature is right and the database does not answer
   */
  public Outcome signIn(Address owner, String line, String signature) {
    Instant now = clock.instant();
    Optional<Challenge> found =
        Challenge.parse(line, seal).filter(challenge -> challenge.owner().equals(owner));
    if (found.isEmpty()) {
      return Outcome.refused(Refusal.CHALLENGE_INVALID);
    }
    if (!now.isBefore(found.get().end())) {
      return Outcome.refused(Refusal.CHALLENGE_EXPIRED);
    }
    if (!Ownership.isProven(owner, line, signature)) {
      return Outcome.refused(Refusal.SIGNATURE_WRONG);
    }
    if (!use(found.get(), now)) {
      return Outcome.refused(Refusal.CHALLENGE_USED);
    }
    Subject subject =
        new Subject("owner:" + owner, "", Set.of(Role.MINER), Optional.of(owner.toString()));
    return new Outcome(Optional.of(signIn.token(subject)), Optional.empty());
  }

  private boolean use(Challenge challenge, Instant now) {
    return Transaction.in(
        database,
        transaction -> {
          SqlQuery.of(FORGET, now).update(transaction);
          return SqlQuery.of(USE, challenge.nonce(), challenge.owner().toString(), challenge.end())
                  .update(transaction)
              == 1;
        });
  }
}
