package org.opensy.mining.pool.sql;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.EJBException;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.TransactionalException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DatabaseExceptionTest {
  private final SQLException badData = new SQLException("invalid byte sequence", "22021");

  @Test
  void findsTheStateBelowWhatPersistenceProviderAndContainerWrapItIn() {
    PersistenceException persistence =
        new PersistenceException(
            org.eclipse.persistence.exceptions.DatabaseException.sqlException(badData));
    RollbackException rollback = new RollbackException("marked for rollback");
    rollback.initCause(persistence);
    assertThat(DatabaseException.of(badData).sqlState()).contains("22021");
    assertThat(DatabaseException.of(persistence).sqlState()).contains("22021");
    assertThat(DatabaseException.of(new TransactionalException("commit", rollback)).sqlState())
        .contains("22021");
    assertThat(DatabaseException.of(new EJBException(DatabaseException.of(persistence))).sqlState())
        .contains("22021");
  }

  @Test
  void theStateOfAPoolThatHasNoConnectionIsThatOfTheDriver() {
    SQLException pool = new SQLException("no connection");
    pool.initCause(new SQLException("refused", "08001"));
    assertThat(DatabaseException.of(pool).sqlState()).contains("08001");
  }

  @Test
  void thereIsNoStateWhenNoDatabaseSpoke() {
    assertThat(DatabaseException.of(new SQLException("no state")).sqlState()).isEmpty();
    assertThat(DatabaseException.of(new PersistenceException("closed")).isAboutData()).isFalse();
  }

  @Test
  void tellsBadDataFromAnOutage() {
    assertThat(DatabaseException.of(badData).isAboutData()).isTrue();
    assertThat(Failures.withState("23514").isAboutData()).isTrue();
    assertThat(Failures.withState("23514").mayLackPartition()).isTrue();
    assertThat(Failures.withState("08006").isAboutData()).isFalse();
    assertThat(Failures.withState("40P01").isAboutData()).isFalse();
    assertThat(Failures.withState("57P01").isAboutData()).isFalse();
  }
}
