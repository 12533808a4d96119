package org.opensy.mining.pool.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.ledger.Database;

/** Transactions on a real database: what stays, what is undone, and what is said of it. */
class TransactionTest {
  private static final SqlQuery ADD = SqlQuery.of("insert into things (id) values (?)", 1L);
  private static final SqlQuery COUNT = SqlQuery.of("select count(*) from things");

  private DataSource database;

  @BeforeEach
  void open() throws SQLException {
    database = Database.empty();
    Database.update(
        database, "create table things (id bigint primary key, constraint small check (id < 10))");
  }

  @Test
  void whatIsDoneIsCommittedWithItsResult() {
    assertThat(Transaction.<Integer>in(database, ADD::update)).isEqualTo(1);
    assertThat(things()).isEqualTo(1);
  }

  @Test
  void whatTheDatabaseRefusesUndoesAllThatWasDone() {
    DatabaseException refused =
        catchThrowableOfType(
            DatabaseException.class,
            () ->
                Transaction.run(
                    database,
                    transaction -> {
                      ADD.update(transaction);
                      ADD.update(transaction);
                    }));
    assertThat(refused.sqlState()).contains("23505");
    assertThat(refused.isAboutData()).isTrue();
    assertThat(refused.mayLackPartition()).isFalse();
    assertThat(refused).hasCauseInstanceOf(SQLException.class).hasMessageContaining("things_pkey");
    assertThat(things()).isZero();
  }

  @Test
  void whatTheWorkThrowsComesOutAsItIsWithAllUndone() {
    IllegalStateException own = new IllegalStateException("enough");
    assertThatThrownBy(
            () ->
                Transaction.run(
                    database,
                    transaction -> {
                      ADD.update(transaction);
                      throw own;
                    }))
        .isSameAs(own);
    assertThat(things()).isZero();
  }

  @Test
  void aFailureThatTheWorkSwallowsIsNotCommittedEither() {
    Transaction.run(
        database,
        transaction -> {
          ADD.update(transaction);
          assertThatThrownBy(() -> SqlQuery.of("select nonsense").exists(transaction))
              .isInstanceOf(DatabaseException.class);
        });
    assertThat(things()).isZero();
  }

  @Test
  void aCommitThatIsLeftUnansweredIsAFailureThoughAllMayBeThere() {
    DataSource losing = failingAfter("commit", new SQLException("connection lost", "08006"));
    DatabaseException lost =
        catchThrowableOfType(DatabaseException.class, () -> Transaction.run(losing, ADD::update));
    assertThat(lost.sqlState()).contains("08006");
    assertThat(lost.isAboutData()).isFalse();
    assertThat(things()).isEqualTo(1);
  }

  @Test
  void aRollbackThatFailsDoesNotHideWhyThereWasOne() {
    DataSource broken = failingAfter("rollback", new SQLException("gone", "08003"));
    assertThatThrownBy(
            () ->
                Transaction.run(
                    broken,
                    transaction -> {
                      throw new IllegalStateException("first");
                    }))
        .hasMessage("first");
  }

  @Test
  void aDatabaseThatIsAwayIsAFailureWithItsState() {
    DataSource away = Database.source(1, "nowhere");
    assertThat(
            catchThrowableOfType(DatabaseException.class, () -> Transaction.in(away, COUNT::exists))
                .sqlState())
        .contains("08001");
    assertThatThrownBy(() -> Transaction.reading(away, COUNT::exists))
        .isInstanceOf(DatabaseException.class);
  }

  @Test
  void aSnapshotDoesNotSeeWhatIsCommittedMeanwhileAndWritesNothing() {
    Transaction.snapshot(
        database,
        snapshot -> {
          assertThat(count(snapshot)).isZero();
          Transaction.run(database, ADD::update);
          assertThat(count(snapshot)).isZero();
          return null;
        });
    assertThatThrownBy(() -> Transaction.<Integer>snapshot(database, ADD::update))
        .hasMessageContaining("read-only");
  }

  @Test
  void aRowWithoutPartitionIsToldFromOtherTrouble() throws SQLException {
    Database.update(database, "create table days (day date) partition by range (day)");
    SqlQuery lost = SqlQuery.of("insert into days values (current_date)");
    assertThat(
            catchThrowableOfType(
                    DatabaseException.class, () -> Transaction.run(database, lost::update))
                .mayLackPartition())
        .isTrue();
    assertThat(new DatabaseException("no longer there").mayLackPartition()).isFalse();
    assertThat(new DatabaseException("no longer there").sqlState()).isEmpty();
  }

  @Test
  void somebodyElsesTransactionIsEndedBySomebodyElse() throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      ADD.update(Transaction.over(type -> connection));
      connection.rollback();
      assertThat(things()).isZero();
      ADD.update(Transaction.over(type -> connection));
      connection.commit();
    }
    assertThat(things()).isEqualTo(1);
  }

  private long things() {
    return Transaction.reading(database, TransactionTest::count);
  }

  private static long count(Transaction transaction) {
    return COUNT.one(transaction, row -> row.number(1));
  }

  /** The real database, whose connections fail after a call of that name. */
  private DataSource failingAfter(String name, SQLException failure) {
    return proxy(
        DataSource.class,
        database,
        "getConnection",
        real ->
            proxy(
                Connection.class,
                (Connection) real,
                name,
                done -> {
                  throw failure;
                }));
  }

  private interface After {
    Object handle(Object result) throws SQLException;
  }

  private static <T> T proxy(Class<T> type, T real, String name, After after) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              try {
                Object result = method.invoke(real, arguments);
                return method.getName().equals(name) ? after.handle(result) : result;
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            }));
  }
}
