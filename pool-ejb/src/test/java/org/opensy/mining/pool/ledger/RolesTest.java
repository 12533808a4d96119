package org.opensy.mining.pool.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensy.mining.pool.sql.DatabaseException;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/** What the three roles may do. That it is enough, every other test of the database shows. */
class RolesTest {
  private static final String REFUSED = "42501";
  private static final LocalDate DAY = LocalDate.parse("2026-11-22");

  /** Tables, but neither partitions nor what is not the pool's. */
  private static final String TABLES =
      "from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')"
          + " and not relispartition";

  private static DataSource run;
  private static DataSource read;

  @BeforeAll
  static void migrate() throws SQLException {
    DataSource database = Database.empty();
    Database.owner(database).migrate();
    run = Database.as(Database.RUN, database);
    read = Database.reader(database);
    new SharePartitions(run).ensure(DAY, DAY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alter table postings disable trigger all",
        "alter table postings disable trigger postings_append_only",
        "set session_replication_role = replica",
        "drop trigger postings_append_only on postings",
        "create or replace function append_only() returns trigger language plpgsql as 'begin return null; end'",
        "alter function append_only() owner to pool",
        "alter table postings drop constraint postings_something",
        "alter table postings add column more text",
        "alter table postings owner to pool",
        "drop table postings",
        "drop table shares_20261122",
        "alter table shares detach partition shares_20261122",
        "truncate postings",
        "truncate shares",
        "truncate share_slots",
        "create table more (id bigint)",
        "create temporary table postings (id bigint)",
        "create function more() returns int language sql as 'select 1'",
        "create trigger more after insert on postings execute function append_only()",
        "create rule more as on insert to postings do instead nothing",
        "create index more on postings (amount)",
        "set role pool_owner",
        "update postings set amount = 1",
        "update money_events set note = ''",
        "update accounts set balance = 0",
        "insert into accounts (kind, balance) values ('SENT', 5)",
        "update block_rewards set reward = 0",
        "update block_shares set amount = 0",
        "update payouts set total = 1",
        "update payout_outputs set amount = 1",
        "update blocks set reward = 1",
        "update shares set difficulty = 1",
        "insert into shares_20261122 select * from shares",
        "delete from shares",
        "delete from share_slots",
        "delete from postings",
        "delete from money_events",
        "delete from accounts",
        "delete from blocks",
        "delete from block_rewards",
        "delete from block_shares",
        "delete from payouts",
        "delete from payout_outputs",
        "delete from payout_halts",
        "delete from miners",
        "update api_keys set digest = ''",
        "delete from api_keys",
        "insert into flyway_schema_history select * from flyway_schema_history",
        "delete from flyway_schema_history",
        "insert into history_final (before) values (now())",
        "delete from history_final",
        "update history_due set bucket = now()",
        "update history_1d set miner_id = 1",
        "update history_10m set bucket = now()",
        "delete from history_1d",
      })
  void theRunningRoleCannot(String statement) {
    assertRefused(run, statement);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into miners (address, created_at) values ('a', now())",
        "update miners set minimum_payout = 1",
        "delete from share_writers",
        "truncate shares",
        "create table more (id bigint)",
        "select create_share_days('2026-11-23', '2026-11-23')",
        "select drop_share_days('2026-11-23')",
        "select nextval('share_ids')",
      })
  void theReadingRoleCannotEvenIfItAsksForAWritingTransaction(String statement) {
    assertRefused(read, "set transaction read write; " + statement);
  }

  @Test
  void theReadingRoleReadsEveryTable() throws SQLException {
    assertThat(
            value(
                read,
                "select string_agg(relname, ' ') "
                    + TABLES
                    + " and not has_table_privilege(c.oid, 'select')"))
        .isEmpty();
  }

  @Test
  void nobodyButTheOwnerMayTruncateReferOrMakeTriggersAnywhere() throws SQLException {
    assertThat(
            value(
                run,
                "select string_agg(relname || ' ' || role, ', ') from unnest(array['pool', 'pool_read', 'public']) role, lateral (select c.oid, relname "
                    + TABLES
                    + ") c where has_table_privilege(role, c.oid, 'truncate, references, trigger')"))
        .isEmpty();
  }

  @Test
  void whateverIsAppendOnlyIsSoByRightToo() throws SQLException {
    assertThat(
            value(
                run,
                "select string_agg(relname, ' ') "
                    + TABLES
                    + " and exists (select from pg_trigger where tgrelid = c.oid"
                    + " and tgfoid = 'append_only'::regproc and tgname like '%append\\_only')"
                    + " and (has_any_column_privilege('pool', c.oid, 'update')"
                    + " or has_table_privilege('pool', c.oid, 'delete'))"))
        .isEmpty();
  }

  @Test
  void noFunctionGoesByItsCallersSearchPathOrIsForEverybody() throws SQLException {
    String functions =
        "select string_agg(p.oid::regprocedure::text, ' ' order by proname) from pg_proc p"
            + " where pronamespace = 'public'::regnamespace and ";
    assertThat(
            value(
                run,
                functions
                    + "not coalesce(array_to_string(proconfig, ' ') ~ 'search_path=\"?public\"?, pg_temp', false)"))
        .isEmpty();
    assertThat(value(run, functions + "has_function_privilege('public', p.oid, 'execute')"))
        .isEmpty();
    assertThat(value(run, functions + "has_function_privilege(p.oid, 'execute')"))
        .contains("create_share_days(date,date) drop_share_days(date)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'2026-11-23', '2026-11-22'",
        "'2026-01-01', '2026-11-22'",
        "'infinity', 'infinity'",
        "'1969-12-31', '1969-12-31'",
        "'2200-01-01', '2200-01-01'",
        "null, '2026-11-22'",
        "'2026-11-22', null",
      })
  void daysThatNoShareHasAreNotMade(String days) {
    assertThatThrownBy(() -> value(run, "select create_share_days(%s)".formatted(days)))
        .hasMessageContaining("not days of shares");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "'infinity'", "'-infinity'"})
  void daysAreNotDroppedWithoutABound(String before) {
    assertThatThrownBy(() -> value(run, "select drop_share_days(" + before + ")"))
        .hasMessageContaining("not a day of shares");
  }

  @Test
  void aDayIsMadeWhateverTheCallersSettingsSay() {
    Transaction.run(
        run,
        transaction -> {
          SqlQuery.of("set local datestyle = 'ISO, DMY'").update(transaction);
          SqlQuery.of("set local timezone = 'Pacific/Auckland'").update(transaction);
          SqlQuery.of("set local search_path = pg_temp").update(transaction);
          SqlQuery.of("select public.create_share_days('05/06/2026', '05/06/2026')")
              .exists(transaction);
        });
    assertThat(
            value(
                run,
                "select pg_get_expr(relpartbound, oid) from pg_class where relname = 'shares_20260605'"))
        .contains("FOR VALUES FROM ('2026-06-05 00:00:00+00') TO ('2026-06-06 00:00:00+00')");
  }

  @Test
  void thePoolStartsOnlyAsARoleThatCannotChangeItsSchema() throws SQLException {
    DataSource database = Database.empty();
    Database.owner(database).migrate();
    SchemaCheck.run(Database.as(Database.RUN, database));
    assertThatThrownBy(() -> SchemaCheck.run(Database.as(Database.OWNER, database)))
        .hasMessageContaining("POOL-4014")
        .hasMessageContaining("owns accounts")
        .hasMessageContaining("may make tables");
    assertThatThrownBy(() -> SchemaCheck.run(database)).hasMessageContaining("is a superuser");
    Database.update(database, "grant create on schema public to public");
    assertThatThrownBy(() -> SchemaCheck.run(Database.as(Database.RUN, database)))
        .hasMessageContaining("may make tables");
    Database.owner(database).migrate();
    SchemaCheck.run(Database.as(Database.RUN, database));
  }

  @Test
  void thePoolDoesNotStartOnASchemaThatIsNotMigrated() throws SQLException {
    DataSource database = Database.empty();
    assertThatThrownBy(() -> SchemaCheck.run(Database.as(Database.RUN, database)))
        .hasMessageContaining("POOL-4013")
        .hasMessageContaining("V1__miners_and_workers.sql")
        .hasMessageContaining("V15__three_roles.sql");
  }

  @Test
  void aDatabaseOfOneRoleIsTakenOverByThree() throws SQLException {
    DataSource database = Database.empty();
    Database.update(database, "grant create on schema public to pool");
    DataSource former = Database.as(Database.RUN, database);
    SchemaOwner.migrations().dataSource(former).target("8").load().migrate();
    Database.update(
        database,
        "set role pool; create table shares_20261122 partition of shares"
            + " for values from ('2026-11-22T00:00:00Z') to ('2026-11-23T00:00:00Z')");
    assertThatThrownBy(() -> SchemaCheck.run(former)).hasMessageContaining("POOL-4013");

    Database.update(database, "reassign owned by pool to pool_owner");
    Database.owner(database).migrate();

    SchemaCheck.run(former);
    assertRefused(former, "alter table postings disable trigger all");
    assertThat(new SharePartitions(former).dropBefore(DAY.plusDays(1))).containsExactly(DAY);
  }

  private static void assertRefused(DataSource as, String statement) {
    assertThatThrownBy(
            () -> Transaction.run(as, transaction -> SqlQuery.of(statement).update(transaction)))
        .as(statement)
        .isInstanceOfSatisfying(
            DatabaseException.class, failed -> assertThat(failed.sqlState()).contains(REFUSED));
  }

  /** The first column of the first row, nothing for null. */
  private static Optional<String> value(DataSource as, String sql) {
    return Transaction.in(
        as, transaction -> SqlQuery.of(sql).one(transaction, row -> row.optionalText(1)));
  }
}
