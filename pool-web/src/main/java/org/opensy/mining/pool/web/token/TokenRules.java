package org.opensy.mining.pool.web.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.opensy.mining.pool.auth.RoleNames;
import org.opensy.mining.pool.auth.TokenIssuer;
import org.opensy.mining.pool.ban.Ban;
import org.opensy.mining.pool.config.AuthSettings;

/**
 * What the claims of a token must be, once the server has checked its signature: issuer, audience
 * and times. The server checks some of it, too; what it leaves out is the reason for all of it
 * being here. Immutable. Thread-safe.
 */
public final class TokenRules {
  /** How far the clocks of issuer and pool may differ. */
  static final Duration SKEW = Duration.ofSeconds(30);

  private static final int LONGEST_NAME = 200;

  private final AuthSettings.Issuer issuer;
  private final RoleNames names;

  /** Of this configuration. */
  public TokenRules(AuthSettings settings) {
    this.issuer = settings.issuer();
    this.names = settings.roles();
  }

  /** Whether a token has ended, whatever else may be wrong with it. */
  public static boolean isExpired(Claims claims, Instant now) {
    return claims.time("exp").filter(end -> !now.isBefore(end)).isPresent();
  }

  /** Judges a token. */
  public Verdict judge(Claims claims, Instant now) {
    Optional<Verdict.Refused> refused = origin(claims).or(() -> times(claims, now));
    if (refused.isPresent()) {
      return refused.get();
    }
    String who = who(claims.text("sub"), name(claims));
    if (claims.text("sub").isBlank() || who.length() > LONGEST_NAME || who.equals(Ban.AUTOMATIC)) {
      return new Verdict.Refused(
          "token_without_subject", "The token says of nobody whom it is for.");
    }
    Optional<String> address =
        Optional.of(claims.text(TokenIssuer.ADDRESS)).filter(text -> !text.isEmpty());
    Set<String> found =
        names.claims().stream()
            .flatMap(path -> claims.texts(path).stream())
            .collect(Collectors.toSet());
    return new Verdict.Taken(new SignedIn(who, names.roles(found), address));
  }

  private Optional<Verdict.Refused> origin(Claims claims) {
    if (!claims.text("iss").equals(issuer.name())) {
      return refused("token_of_another_issuer", "The token is of another issuer.");
    }
    List<String> audiences = claims.texts("aud");
    if (Collections.disjoint(audiences, issuer.audiences())) {
      return refused("token_for_others", "The token is for another audience.");
    }
    return Optional.empty();
  }

  private Optional<Verdict.Refused> times(Claims claims, Instant now) {
    Instant ahead = now.plus(SKEW);
    Optional<Instant> issued = claims.time("iat");
    Optional<Instant> end = claims.time("exp");
    if (issued.isEmpty() || end.isEmpty()) {
      return refused("token_without_times", "The token does not say from when to when it holds.");
    }
    if (isExpired(claims, now)) {
      return refused("token_expired", "The token has expired.");
    }
    if (issued.get().isAfter(ahead)) {
      return refused("token_from_the_future", "The token was issued in the future.");
    }
    if (claims.json().containsKey("nbf")
        && claims.time("nbf").filter(start -> !start.isAfter(ahead)).isEmpty()) {
      return refused("token_not_yet_valid", "The token is not valid yet.");
    }
    Duration life = Duration.between(issued.get(), end.get());
    return life.compareTo(issuer.longestLife()) > 0
        ? refused(
            "token_too_long",
            "No token may live longer than " + issuer.longestLife().toMinutes() + " minutes.")
        : Optional.empty();
  }

  private static Optional<Verdict.Refused> refused(String code, String detail) {
    return Optional.of(new Verdict.Refused(code, detail));
  }

  private static String name(Claims claims) {
    String name = claims.text("upn");
    return name.isEmpty() ? claims.text("preferred_username") : name;
  }

  /** On one line. */
  private static String who(String subject, String name) {
    String all = name.isEmpty() || name.equals(subject) ? subject : name + " (" + subject + ")";
    return all.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", " ").strip();
  }
}
