package org.opensy.mining.pool.auth;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Makes MicroProfile JWTs. Thread-safe.
 *
 * @param keys that sign
 * @param issuer claim {@code iss}
 * @param audience claim {@code aud}
 * @param life of a token
 */
public record TokenIssuer(SigningKeys keys, String issuer, String audience, Duration life) {
  /** The claim with the address of a miner. */
  public static final String ADDRESS = "miner_address";

  /** A token for somebody. */
  public String issue(Subject subject, Instant now) {
    ObjectNode claims =
        JsonNodeFactory.instance
            .objectNode()
            .put("iss", issuer)
            .put("aud", audience)
            .put("sub", subject.id())
            .put("iat", now.getEpochSecond())
            .put("exp", now.getEpochSecond() + life.toSeconds())
            .put("jti", UUID.randomUUID().toString());
    if (!subject.name().isEmpty()) {
      claims.put("upn", subject.name());
    }
    subject.address().ifPresent(address -> claims.put(ADDRESS, address));
    ArrayNode groups = claims.putArray("groups");
    subject.roles().stream().sorted().forEach(role -> groups.add(role.lowerCaseName()));
    return keys.sign(claims);
  }
}
