package org.opensy.mining.pool.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartAttemptsTest {
  private final List<String> done = new ArrayList<>();
  private RuntimeException databaseFailure;
  private RuntimeException portsFailure;
  private final StartAttempts attempts =
      new StartAttempts(
          () -> step("database", databaseFailure),
          () -> step("rest", null),
          () -> step("ports", portsFailure));

  @Test
  void aDatabaseThatIsAwayIsAskedAgainBeforeAnythingElse() {
    databaseFailure = wrapped("08001");
    assertThat(attempts.tryStart()).isFalse();
    databaseFailure = wrapped("57P03");
    assertThat(attempts.tryStart()).isFalse();
    databaseFailure = wrapped(null);
    assertThat(attempts.tryStart()).isFalse();
    assertThat(done).isEmpty();
    databaseFailure = null;
    assertThat(attempts.tryStart()).isTrue();
    assertThat(done).containsExactly("database", "rest", "ports");
    assertThat(attempts.tryStart()).isTrue();
    assertThat(done).hasSize(3);
  }

  @Test
  void aDatabaseThatIsNotForThisReleaseEndsTheStart() {
    databaseFailure = wrapped("42P01");
    assertThatThrownBy(attempts::tryStart).isSameAs(databaseFailure);
    databaseFailure = wrapped("28P01");
    assertThatThrownBy(attempts::tryStart).isSameAs(databaseFailure);
    databaseFailure = new IllegalStateException("a migration was changed");
    assertThatThrownBy(attempts::tryStart).isSameAs(databaseFailure);
  }

  @Test
  void onlyThePortsAreTriedAgainWhenTheyFail() {
    portsFailure = new IllegalStateException("the port is taken");
    assertThatThrownBy(attempts::tryStart).isSameAs(portsFailure);
    portsFailure = null;
    assertThat(attempts.tryStart()).isTrue();
    assertThat(done).containsExactly("database", "rest", "ports");
  }

  @Test
  void nothingIsTriedAfterTheStop() {
    attempts.stop();
    assertThat(attempts.tryStart()).isTrue();
    assertThat(done).isEmpty();
  }

  /** As it comes through the layers above the driver. */
  private static RuntimeException wrapped(String sqlState) {
    return new IllegalStateException(new IllegalStateException(new SQLException("no", sqlState)));
  }

  private void step(String name, RuntimeException failure) {
    if (failure != null) {
      throw failure;
    }
    done.add(name);
  }
}
