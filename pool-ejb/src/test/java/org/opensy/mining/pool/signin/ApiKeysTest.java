package org.opensy.mining.pool.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.pool.auth.Role;
import org.opensy.mining.pool.auth.Subject;
import org.opensy.mining.pool.ledger.Database;
import org.opensy.mining.pool.sql.DatabaseException;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/** API keys in a real database. */
class ApiKeysTest {
  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  private final ApiKeySecret secret = ApiKeySecret.random();
  private DataSource database;
  private Instant now = NOON;
  private ApiKeys keys;

  @BeforeEach
  void open() throws SQLException {
    database = Database.migrated();
    keys = new ApiKeys(database, () -> now);
  }

  private ApiKey create(ApiKey.Grant grant) {
    return Transaction.in(
        database, transaction -> keys.create(transaction, grant, secret, "bootstrap"));
  }

  private static ApiKey.Grant grant(Optional<String> address, Role... roles) {
    return new ApiKey.Grant("alice", Set.of(roles), address, NOON.plus(DAY));
  }

  private ApiKey create() {
    return create(grant(Optional.empty(), Role.OPERATOR, Role.TREASURER));
  }

  private boolean revoke(long id) {
    return Transaction.in(database, transaction -> keys.revoke(transaction, id, "bob"));
  }

  @Test
  void aKeyIsFoundByItsText() {
    ApiKey key = create();
    assertThat(keys.find(secret.text(key.id())))
        .map(ApiKey::subject)
        .contains(
            new Subject(
                "key-" + key.id(),
                "alice",
                Set.of(Role.OPERATOR, Role.TREASURER),
                Optional.empty()));
  }

  @Test
  void nothingOfTheSecretIsKept() {
    ApiKey key = create();
    String hex = secret.text(key.id()).split("_", -1)[2];
    String row =
        Transaction.in(
            database,
            transaction ->
                SqlQuery.of("select api_keys::text from api_keys")
                    .one(transaction, r -> r.text(1)));
    assertThat(row).doesNotContain(hex).contains(secret.digest());
    assertThat(secret.toString()).isEqualTo("***");
  }

  @Test
  void anotherSecretOrNumberIsNoKey() {
    ApiKey key = create();
    assertThat(keys.find(ApiKeySecret.random().text(key.id()))).isEmpty();
    assertThat(keys.find(secret.text(key.id() + 1))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "opk_1_", "opk_1_00", "1", "opk_0_", "' or 1=1 --"})
  void whatIsNotWrittenLikeAKeyIsNone(String text) {
    assertThat(keys.find(text)).isEmpty();
  }

  @Test
  void aKeyEndsWithItsTime() {
    ApiKey key = create();
    now = NOON.plus(DAY).minusMillis(1);
    assertThat(keys.find(secret.text(key.id()))).isPresent();
    now = NOON.plus(DAY);
    assertThat(keys.find(secret.text(key.id()))).isEmpty();
  }

  @Test
  void aRevokedKeyIsOfNoUseAndCannotBeRevokedAgain() {
    ApiKey key = create();
    assertThat(revoke(key.id())).isTrue();
    assertThat(keys.find(secret.text(key.id()))).isEmpty();
    assertThat(revoke(key.id())).isFalse();
    assertThat(revoke(key.id() + 1)).isFalse();
    assertThat(keys.latest(Long.MAX_VALUE, 9))
        .singleElement()
        .satisfies(revoked -> assertThat(revoked.revokedAt()).contains(NOON));
  }

  @Test
  void whenAKeyWasUsedIsKeptToTheHour() {
    ApiKey key = create();
    String text = secret.text(key.id());
    assertThat(lastUsed()).isEmpty();
    keys.find(ApiKeySecret.random().text(key.id()));
    assertThat(lastUsed()).isEmpty();
    keys.find(text);
    assertThat(lastUsed()).contains(NOON);
    now = NOON.plus(Duration.ofMinutes(59));
    keys.find(text);
    assertThat(lastUsed()).contains(NOON);
    now = NOON.plus(Duration.ofMinutes(61));
    keys.find(text);
    assertThat(lastUsed()).contains(now);
  }

  private Optional<Instant> lastUsed() {
    return keys.latest(Long.MAX_VALUE, 9).get(0).lastUsedAt();
  }

  @Test
  void keysAreListedNewestFirst() {
    ApiKey first = create();
    Transaction.run(
        database,
        transaction ->
            keys.create(
                transaction,
                grant(Optional.of("syl1q"), Role.MINER),
                ApiKeySecret.random(),
                "alice"));
    List<ApiKey> all = keys.latest(Long.MAX_VALUE, 9);
    assertThat(all).extracting(ApiKey::createdBy).containsExactly("alice", "bootstrap");
    assertThat(all.get(0).grant().address()).contains("syl1q");
    assertThat(keys.latest(all.get(0).id(), 9)).containsExactly(first);
    assertThat(keys.latest(Long.MAX_VALUE, 1)).hasSize(1);
  }

  @Test
  void theDatabaseHoldsAKeyToItsRules() {
    assertThatThrownBy(() -> create(grant(Optional.empty(), Role.MINER)))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("api_keys_address");
    assertThatThrownBy(() -> create(grant(Optional.of("syl1q"), Role.ADMIN)))
        .hasMessageContaining("api_keys_address");
    assertThatThrownBy(() -> create(grant(Optional.empty())))
        .hasMessageContaining("api_keys_roles");
    ApiKey key = create();
    for (String change :
        List.of("roles = '{admin}'", "expires_at = now()", "digest = ''", "name = ''")) {
      assertThatThrownBy(
              () ->
                  Transaction.run(
                      database,
                      transaction ->
                          SqlQuery.of("update api_keys set " + change + " where id = ?", key.id())
                              .update(transaction)))
          .hasMessageContaining("permission denied");
    }
  }
}
