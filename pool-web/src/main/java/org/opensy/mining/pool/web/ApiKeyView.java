package org.opensy.mining.pool.web;

import java.time.Instant;
import java.util.List;
import org.opensy.mining.pool.auth.Role;
import org.opensy.mining.pool.signin.ApiKey;

/**
 * An API key, as the API shows it.
 *
 * @param id its number
 * @param name whose it is
 * @param roles what may be done with it
 * @param address the miner's; null without the role miner
 * @param createdAt when
 * @param createdBy by which operator
 * @param expiresAt from when on it is of no use
 * @param revokedAt null while it is not
 * @param lastUsedAt to the hour; null while it was not
 */
public record ApiKeyView(
    long id,
    String name,
    List<String> roles,
    String address,
    Instant createdAt,
    String createdBy,
    Instant expiresAt,
    Instant revokedAt,
    Instant lastUsedAt) {

  static ApiKeyView of(ApiKey key) {
    return new ApiKeyView(
        key.id(),
        key.grant().name(),
        key.grant().roles().stream().sorted().map(Role::lowerCaseName).toList(),
        key.grant().address().orElse(null),
        key.createdAt(),
        key.createdBy(),
        key.grant().expiresAt(),
        key.revokedAt().orElse(null),
        key.lastUsedAt().orElse(null));
  }
}
