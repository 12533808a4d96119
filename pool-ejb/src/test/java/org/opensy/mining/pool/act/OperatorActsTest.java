package org.opensy.mining.pool.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.pool.ledger.Database;
import org.opensy.mining.pool.settlement.Halts;
import org.opensy.mining.pool.sql.DatabaseException;
import org.opensy.mining.pool.sql.Transaction;
import org.opensy.mining.pool.stratum.CapturedLog;

/** Acts on a real database. */
class OperatorActsTest {
  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

  private DataSource database;
  private OperatorActs acts;

  @BeforeEach
  void open() throws SQLException {
    database = Database.migrated();
    acts = new OperatorActs(database, () -> NOON);
  }

  private static OperatorRequest request(String body, String key) {
    return new OperatorRequest(
        new OperatorRequest.Caller("alice", "192.0.2.7"),
        new OperatorRequest.Call("POST", "/api/v1/admin/halts", body),
        Optional.of(key).filter(text -> !text.isEmpty()));
  }

  private static Function<Transaction, ActAnswer> halt(String reason, ActAnswer answer) {
    return transaction -> {
      Halts.halt(transaction, Halts.BY_HAND, reason, NOON);
      return answer;
    };
  }

  private static ActAnswer mustNotRun(Transaction unused) {
    throw new AssertionError("done a second time");
  }

  private List<String> halts() {
    return Transaction.reading(database, Halts::open).stream().map(Halts.Halt::reason).toList();
  }

  @Test
  void anActIsARowThatSaysWhoFromWhereWhatAndWithWhatOutcome() {
    assertThat(acts.perform(request("{}", "k"), halt("a look", ActAnswer.DONE)))
        .isEqualTo(ActAnswer.DONE);
    assertThat(acts.latest(Long.MAX_VALUE, 9))
        .containsExactly(new OperatorAct(1, NOON, request("{}", "k"), ActAnswer.DONE));
    assertThat(halts()).containsExactly("a look");
  }

  @Test
  void aRefusedActIsARowAndChangesNothing() {
    ActAnswer refusal = new ActAnswer(409, "not now");
    assertThat(acts.perform(request("{}", ""), halt("a look", refusal))).isEqualTo(refusal);
    assertThat(acts.latest(Long.MAX_VALUE, 9))
        .containsExactly(new OperatorAct(1, NOON, request("{}", ""), refusal));
    assertThat(halts()).isEmpty();
  }

  @Test
  void anActThatThrowsChangesNothingAndLeavesItsRowToWhoAnswers() {
    assertThatThrownBy(
            () ->
                acts.perform(
                    request("{}", "k"),
                    halt("a look", ActAnswer.DONE)
                        .andThen(
                            done -> {
                              throw new DatabaseException("away");
                            })))
        .isInstanceOf(DatabaseException.class);
    assertThat(halts()).isEmpty();
    assertThat(acts.latest(Long.MAX_VALUE, 9)).isEmpty();
    acts.refused(request("{}", "k"), new ActAnswer(503, "away"));
    acts.perform(request("{}", "k"), halt("a look", ActAnswer.DONE));
    assertThat(acts.latest(Long.MAX_VALUE, 9))
        .extracting(act -> act.answer().status())
        .containsExactly(204, 503);
  }

  @Test
  void anActWhoseRowIsRefusedIsNotDone() throws SQLException {
    Database.update(
        database, "alter table operator_acts add constraint none check (operator <> 'alice')");
    assertThatThrownBy(() -> acts.perform(request("{}", ""), halt("a look", ActAnswer.DONE)))
        .hasMessageContaining("none");
    assertThat(halts()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update operator_acts set operator = 'bob'",
        "delete from operator_acts",
        "truncate operator_acts"
      })
  void theDatabaseRefusesToChangeAnAct(String sql) {
    acts.perform(request("{}", ""), halt("a look", ActAnswer.DONE));
    assertThatThrownBy(() -> Database.update(database, sql))
        .hasMessageContaining("operator_acts is append-only");
  }

  @Test
  void eachHaltByHandKeepsItsReasonAndAllAreLiftedTogether() {
    acts.perform(request("1", ""), halt("the first", ActAnswer.DONE));
    acts.perform(request("2", ""), halt("the second", ActAnswer.DONE));
    assertThat(halts()).containsExactly("the first", "the second");
    Transaction.run(database, transaction -> Halts.halt(transaction, "lost", "once", NOON));
    Transaction.run(database, transaction -> Halts.halt(transaction, "lost", "twice", NOON));
    assertThat(halts()).containsExactly("the first", "the second", "once");
    Transaction.run(database, transaction -> Halts.lift(transaction, Halts.BY_HAND, "bob", NOON));
    assertThat(halts()).containsExactly("once");
  }

  @Test
  void theSameRequestOfTheSameKeyIsDoneOnceAndAnsweredAlike() {
    ActAnswer booked = new ActAnswer(200, "{\"result\":\"booked\"}");
    acts.perform(request("{}", "k"), halt("a look", booked));
    assertThat(acts.perform(request("{}", "k"), OperatorActsTest::mustNotRun)).isEqualTo(booked);
    ActAnswer refusal = new ActAnswer(404, "not there");
    acts.perform(request("{}", "other"), transaction -> refusal);
    assertThat(acts.perform(request("{}", "other"), OperatorActsTest::mustNotRun))
        .isEqualTo(refusal);
    assertThat(acts.latest(Long.MAX_VALUE, 9)).hasSize(2);
  }

  @Test
  void anotherRequestOfTheSameKeyIsRefused() {
    acts.perform(request("{}", "k"), halt("a look", ActAnswer.DONE));
    assertThat(acts.perform(request("{ }", "k"), OperatorActsTest::mustNotRun).status())
        .isEqualTo(422);
    assertThat(acts.latest(Long.MAX_VALUE, 1).get(0).answer().status()).isEqualTo(422);
    assertThat(acts.perform(request("{}", "k"), OperatorActsTest::mustNotRun))
        .isEqualTo(ActAnswer.DONE);
  }

  @Test
  void whatIsMalformedLeavesTheKeyFree() {
    acts.refused(request("{", "k"), new ActAnswer(400, "no JSON"));
    assertThat(acts.perform(request("{}", "k"), halt("a look", ActAnswer.DONE)).status())
        .isEqualTo(204);
  }

  @Test
  void theSameKeyWhileTheFirstIsUnderWayIsAConflict() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<ActAnswer> first =
        CompletableFuture.supplyAsync(
            () ->
                acts.perform(
                    request("{}", "k"),
                    transaction -> {
                      begun.countDown();
                      await(go);
                      return ActAnswer.DONE;
                    }));
    await(begun);
    assertThat(acts.perform(request("{}", "k"), OperatorActsTest::mustNotRun).status())
        .isEqualTo(409);
    go.countDown();
    assertThat(first.join()).isEqualTo(ActAnswer.DONE);
    assertThat(acts.perform(request("{}", "k"), OperatorActsTest::mustNotRun))
        .isEqualTo(ActAnswer.DONE);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  @Test
  void whatCouldForgeALineOrHideIsKeptEscaped() {
    OperatorRequest forged =
        new OperatorRequest(
            new OperatorRequest.Caller("al\nice", "192.0.2.7"),
            new OperatorRequest.Call("POST", "/\u202e", "\u0000\ud800"),
            Optional.empty());
    acts.refused(forged, new ActAnswer(400, "no"));
    OperatorRequest kept = acts.latest(Long.MAX_VALUE, 1).get(0).request();
    assertThat(kept.caller().operator()).isEqualTo("al\\u000aice");
    assertThat(kept.call().target()).isEqualTo("/\\u202e");
    assertThat(kept.call().body()).isEqualTo("\\u0000\\ud800");
  }

  @Test
  void theLogHearsOfAnActAfterwardsAndOnOneLine() {
    try (CapturedLog log = CapturedLog.of(OperatorActs.class)) {
      acts.perform(
          request("{\n}", ""),
          transaction -> {
            assertThat(log.text()).isEmpty();
            return ActAnswer.DONE;
          });
      acts.perform(request("{}", ""), transaction -> new ActAnswer(409, "not\nnow"));
      assertThat(log.text().lines())
          .containsExactly(
              "POOL-8010 act done by alice from 192.0.2.7:"
                  + " POST /api/v1/admin/halts {\\u000a}: 204 ",
              "POOL-8011 act refused by alice from 192.0.2.7:"
                  + " POST /api/v1/admin/halts {}: 409 not\\u000anow");
    }
  }

  @Test
  void anActThatThrowsIsNotSaidToBeDone() {
    try (CapturedLog log = CapturedLog.of(OperatorActs.class)) {
      assertThatThrownBy(() -> acts.perform(request("{}", ""), OperatorActsTest::mustNotRun))
          .isInstanceOf(AssertionError.class);
      assertThat(log.text()).isEmpty();
    }
  }

  @Test
  void actsAreReadInPagesFromTheLatestBack() {
    for (int i = 1; i <= 5; i++) {
      acts.perform(request("{}", ""), halt("no. " + i, ActAnswer.DONE));
    }
    assertThat(acts.latest(Long.MAX_VALUE, 2)).extracting(OperatorAct::id).containsExactly(5L, 4L);
    assertThat(acts.latest(4, 9)).extracting(OperatorAct::id).containsExactly(3L, 2L, 1L);
  }
}
