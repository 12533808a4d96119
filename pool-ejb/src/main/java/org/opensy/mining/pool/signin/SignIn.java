package org.opensy.mining.pool.signin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.opensy.mining.pool.auth.Role;
import org.opensy.mining.pool.auth.Subject;
import org.opensy.mining.pool.auth.TokenIssuer;
import org.opensy.mining.pool.config.AuthSettings;
import org.opensy.mining.pool.config.PoolConfig;
import org.opensy.mining.pool.sql.DatabaseException;

/** Exchanges a secret for a token, unless somebody else issues tokens. Thread-safe. */
@ApplicationScoped
public class SignIn {
  private static final Subject BOOTSTRAP =
      new Subject(
          "bootstrap", "", Set.of(Role.OPERATOR, Role.TREASURER, Role.ADMIN), Optional.empty());

  private final AuthSettings settings;
  private final TokenIssuer issuer;
  private final Function<String, Optional<Subject>> keys;
  private final InstantSource clock;

  /** For the container's proxy. */
  protected SignIn() {
    settings = null;
    issuer = null;
    keys = null;
    clock = null;
  }

  @Inject
  SignIn(PoolConfig config, ApiKeys keys, InstantSource clock) {
    this(config.auth(), text -> keys.find(text).map(ApiKey::subject), clock);
  }

  /** With this way from the text of a key to whose it is. */
  public SignIn(
      AuthSettings settings, Function<String, Optional<Subject>> keys, InstantSource clock) {
    this.settings = settings;
    this.issuer =
        new TokenIssuer(
            settings.keys(),
            settings.issuer().name(),
            settings.issuer().audiences().get(0),
            settings.issuer().life());
    this.keys = keys;
    this.clock = clock;
  }

  /** Whether the pool issues tokens. */
  public boolean isOpen() {
    return !settings.issuer().isForeign();
  }

  /** How long its tokens live. */
  public Duration life() {
    return settings.issuer().life();
  }

  /** The public keys as a JSON Web Key Set; empty of keys if somebody else issues tokens. */
  public String publicKeys() {
    return isOpen() ? settings.keys().publicKeys() : "{\"keys\":[]}";
  }

  /**
   * A token for whoever knows the bootstrap secret or an API key.
   *
   * @return nothing for any other text
   * @throws DatabaseException if it may be an API key and the database does not answer
   */
  public Optional<String> exchange(String secret) {
    Optional<Subject> subject = isBootstrap(secret) ? Optional.of(BOOTSTRAP) : keys.apply(secret);
    return subject.map(this::token);
  }

  /** A token for somebody who has proven who that is. */
  String token(Subject somebody) {
    return issuer.issue(somebody, clock.instant());
  }

  /** Digests have one length, so the comparison says nothing about the secret's. */
  private boolean isBootstrap(String secret) {
    byte[] shown = ApiKeySecret.sha256(secret);
    return settings
        .bootstrap()
        .filter(own -> MessageDigest.isEqual(shown, ApiKeySecret.sha256(own.reveal())))
        .isPresent();
  }
}
