package org.opensy.mining.pool.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.EJBException;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.TransactionalException;
import java.sql.SQLException;
import org.eclipse.persistence.exceptions.DatabaseException;
import org.junit.jupiter.api.Test;

class SqlStateTest {
  private final SQLException badData = new SQLException("invalid byte sequence", "22021");

  @Test
  void isFoundBelowWhatPersistenceProviderAndContainerWrapItIn() {
    PersistenceException persistence =
        new PersistenceException(DatabaseException.sqlException(badData));
    RollbackException rollback = new RollbackException("marked for rollback");
    rollback.initCause(persistence);
    assertThat(SqlState.of(badData).code()).isEqualTo("22021");
    assertThat(SqlState.of(persistence).code()).isEqualTo("22021");
    assertThat(SqlState.of(new TransactionalException("commit", rollback)).code())
        .isEqualTo("22021");
    assertThat(SqlState.of(new EJBException(new LedgerException("", persistence))).code())
        .isEqualTo("22021");
  }

  @Test
  void ofAPoolThatHasNoConnectionIsThatOfTheDriver() {
    SQLException pool = new SQLException("no connection");
    pool.initCause(new SQLException("refused", "08001"));
    assertThat(SqlState.of(pool).code()).isEqualTo("08001");
  }

  @Test
  void isEmptyWhenNoDatabaseSpoke() {
    assertThat(SqlState.of(new SQLException("no state")).code()).isEmpty();
    assertThat(SqlState.of(new PersistenceException("closed")).isAboutData()).isFalse();
  }

  @Test
  void tellsBadDataFromAnOutage() {
    assertThat(SqlState.of(badData).isAboutData()).isTrue();
    assertThat(SqlState.CHECK_VIOLATION.isAboutData()).isTrue();
    assertThat(new SqlState("08006").isAboutData()).isFalse();
    assertThat(new SqlState("40P01").isAboutData()).isFalse();
    assertThat(new SqlState("57P01").isAboutData()).isFalse();
  }
}
