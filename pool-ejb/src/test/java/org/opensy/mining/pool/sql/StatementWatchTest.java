package org.opensy.mining.pool.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opensy.mining.pool.ledger.Database;

class StatementWatchTest {
  private final StatementWatch before = StatementWatch.current();
  private final List<String> heard = new ArrayList<>();

  @AfterEach
  void restore() {
    StatementWatch.set(before);
  }

  @Test
  void theKindOfAStatementIsItsFirstWordIfItIsKnown() {
    assertThat(StatementWatch.kind("select 1")).isEqualTo("select");
    assertThat(StatementWatch.kind("  INSERT into x")).isEqualTo("insert");
    assertThat(StatementWatch.kind("with a as (select 1) update x")).isEqualTo("with");
    assertThat(StatementWatch.kind("set transaction read only")).isEqualTo("other");
    assertThat(StatementWatch.kind("")).isEqualTo("other");
  }

  @Test
  void everyStatementAndEveryFailureIsHeardOf() throws SQLException {
    StatementWatch.set(
        new StatementWatch() {
          @Override
          public void ran(String kind, long nanos) {
            assertThat(nanos).isNotNegative();
            heard.add(kind);
          }

          @Override
          public void failed() {
            heard.add("failed");
          }
        });
    Transaction.reading(
        Database.empty(),
        transaction -> {
          SqlQuery.of("select 1").exists(transaction);
          SqlQuery.of("create temporary table x (y integer)").update(transaction);
          try {
            return SqlQuery.of("delete from nothing").update(transaction);
          } catch (DatabaseException refused) {
            return 0;
          }
        });
    assertThat(heard).containsExactly("select", "other", "failed", "delete");
  }
}
