package org.opensy.mining.pool.signin;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.opensy.mining.pool.auth.Role;
import org.opensy.mining.pool.ledger.SchemaMigration;
import org.opensy.mining.pool.sql.DatabaseException;
import org.opensy.mining.pool.sql.Row;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/**
 * The API keys, in the database. Every method throws a {@link DatabaseException} if that does not
 * answer. Thread-safe.
 */
@ApplicationScoped
public class ApiKeys {
  private static final Duration COARSE = Duration.ofHours(1);
  private static final String COLUMNS =
      "id, name, array_to_string(roles, ',') as roles, address, created_at, created_by, expires_at,"
          + " revoked_at, last_used_at, digest";
  private static final String INSERT =
      "insert into api_keys (name, digest, roles, address, created_at, created_by, expires_at)"
          + " values (?, ?, string_to_array(?, ','), ?, ?, ?, ?) returning "
          + COLUMNS;
  private static final String OF_ID = "select " + COLUMNS + " from api_keys where id = ?";
  private static final String LATEST =
      "select " + COLUMNS + " from api_keys where id < ? order by id desc limit ?";
  private static final String REVOKE =
      "update api_keys set revoked_at = ?, revoked_by = ? where id = ? and revoked_at is null";
  private static final String USED =
      "update api_keys set last_used_at = ? where id = ? and (last_used_at is null or last_used_at < ?)";

  @Resource(lookup = SchemaMigration.DATA_SOURCE)
  private DataSource database;

  private final InstantSource clock;

  /** For the container's proxy. */
  protected ApiKeys() {
    this(null);
  }

  @Inject
  ApiKeys(InstantSource clock) {
    this.clock = clock;
  }

  /** On this database. */
  public ApiKeys(DataSource database, InstantSource clock) {
    this(clock);
    this.database = database;
  }

  /** A key and what its secret was digested to. */
  private record Stored(ApiKey key, String digest) {

    static Stored of(Row row) {
      return new Stored(ApiKeys.key(row), row.text("digest"));
    }
  }

  /** Makes a key. */
  public ApiKey create(
      Transaction transaction, ApiKey.Grant grant, ApiKeySecret secret, String who) {
    return SqlQuery.of(
            INSERT,
            grant.name(),
            secret.digest(),
            grant.roles().stream()
                .sorted()
                .map(Role::lowerCaseName)
                .collect(Collectors.joining(",")),
            grant.address(),
            clock.instant(),
            who,
            grant.expiresAt())
        .one(transaction, ApiKeys::key);
  }

  /** Ends a key; false if there is none of this number that is not revoked. */
  public boolean revoke(Transaction transaction, long id, String who) {
    return SqlQuery.of(REVOKE, clock.instant(), who, id).update(transaction) > 0;
  }

  /**
   * The latest keys, newest first, those of no use any more among them.
   *
   * @param before only keys with a smaller number
   * @param limit at most so many
   */
  public List<ApiKey> latest(long before, int limit) {
    return Transaction.reading(
        database,
        transaction -> SqlQuery.of(LATEST, before, limit).list(transaction, ApiKeys::key));
  }

  /** The key whose text this is, if it is good; notes that it was used. */
  Optional<ApiKey> find(String text) {
    Optional<ApiKeySecret.Shown> shown = ApiKeySecret.parse(text);
    if (shown.isEmpty()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Optional<ApiKey> key =
        Transaction.reading(
                database,
                transaction -> SqlQuery.of(OF_ID, shown.get().id()).first(transaction, Stored::of))
            .filter(stored -> shown.get().secret().hasDigest(stored.digest()))
            .map(Stored::key)
            .filter(any -> any.isGood(now));
    key.ifPresent(used -> note(used, now));
    return key;
  }

  private void note(ApiKey used, Instant now) {
    Instant before = now.minus(COARSE);
    if (used.lastUsedAt().filter(last -> !last.isBefore(before)).isEmpty()) {
      Transaction.run(
          database, transaction -> SqlQuery.of(USED, now, used.id(), before).update(transaction));
    }
  }

  private static ApiKey key(Row row) {
    return new ApiKey(
        row.number("id"),
        new ApiKey.Grant(
            row.text("name"),
            Stream.of(row.text("roles").split(",", -1))
                .map(name -> Role.of(name).orElseThrow())
                .collect(Collectors.toSet()),
            row.optionalText("address"),
            row.instant("expires_at")),
        row.instant("created_at"),
        row.text("created_by"),
        row.optionalInstant("revoked_at"),
        row.optionalInstant("last_used_at"));
  }
}
