package org.opensy.mining.pool.web;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.opensy.mining.pool.auth.Role;
import org.opensy.mining.pool.signin.OwnerSignIn;

/** Answers to whoever is not let in; their codes do not change. */
final class SignInProblems {
  /** Code of a token that was good once. */
  static final String EXPIRED = "token_expired";

  /** What a client is to show (RFC 6750). */
  static final String CHALLENGE = "Bearer realm=\"pool\"";

  static final String INVALID_CHALLENGE = CHALLENGE + ", error=\"invalid_token\"";

  private SignInProblems() {}

  /** No token where one is needed. */
  static Response missing() {
    return unauthorized(CHALLENGE, "token_missing", "This needs a token.");
  }

  /** A token that is not taken. */
  static Response invalid(String code, String detail) {
    return unauthorized(INVALID_CHALLENGE, code, detail);
  }

  /** Neither a secret nor a key where one is needed. */
  static Response secretMissing() {
    return unauthorized(
        CHALLENGE, "secret_missing", "This needs an API key, in X-API-Key or as the secret.");
  }

  /** Neither the bootstrap secret nor an API key that is good. */
  static Response secretWrong() {
    return unauthorized(CHALLENGE, "secret_wrong", "There is no such secret, or it has ended.");
  }

  /** A good token that is not enough. */
  static Response roleMissing(Set<Role> allowed) {
    String detail =
        allowed.isEmpty()
            ? "This is for nobody."
            : "This needs a role: "
                + String.join(" or ", allowed.stream().sorted().map(Role::lowerCaseName).toList())
                + ".";
    return Problems.of(403, "role_missing", detail);
  }

  /** A miner's token for what belongs to another one. */
  static Response foreignAddress() {
    return Problems.of(403, "foreign_address", "This token is for another address.");
  }

  /** No token, since the pool issues none. */
  static Response foreignIssuer() {
    return Problems.of(403, "foreign_issuer", "Another issuer is configured: ask that one.");
  }

  /** A proof of an address that is none. */
  static Response notSigned(OwnerSignIn.Refusal refusal) {
    String detail =
        switch (refusal) {
          case CHALLENGE_INVALID -> "This is no challenge of the pool's for this address.";
          case CHALLENGE_EXPIRED -> "The time to sign this is over: get a new one.";
          case CHALLENGE_USED -> "This has been signed and used: get a new one.";
          case SIGNATURE_WRONG -> "This is not the owner's signature of the message.";
        };
    return unauthorized(CHALLENGE, SnakeCase.word(refusal), detail);
  }

  private static Response unauthorized(String challenge, String code, String detail) {
    return Response.fromResponse(Problems.of(401, code, detail))
        .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
        .build();
  }
}
