package org.opensy.mining.pool.ledger;

import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationInfo;
import org.opensy.mining.pool.sql.SqlQuery;
import org.opensy.mining.pool.sql.Transaction;

/** What the role that runs the pool looks at before it does anything else. Thread-safe. */
final class SchemaCheck {
  /** Whoever owns a table can switch its triggers off, and a superuser anything. */
  private static final String POWERS =
      """
      select concat_ws(', ',
        case when (select rolsuper from pg_roles where rolname = current_user) then 'is a superuser' end,
        (select 'owns ' || string_agg(relname, ' ' order by relname) from pg_class
         where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')
           and not relispartition and pg_has_role(relowner, 'member')),
        case when has_schema_privilege(current_schema(), 'create') then 'may make tables' end)
      """;

  private SchemaCheck() {}

  /**
   * @throws LedgerException if the schema is not this release's, or the role may change it
   */
  static void run(DataSource database) {
    List<String> missing =
        Arrays.stream(SchemaOwner.migrations().dataSource(database).load().info().pending())
            .map(MigrationInfo::getScript)
            .toList();
    if (!missing.isEmpty()) {
      throw new LedgerException(
          "POOL-4013 the database lacks "
              + String.join(", ", missing)
              + ": migrate it before (docs/database.md)");
    }
    String powers =
        Transaction.in(
            database, transaction -> SqlQuery.of(POWERS).one(transaction, row -> row.text(1)));
    if (!powers.isEmpty()) {
      throw new LedgerException(
          "POOL-4014 the role of pool.db.user "
              + powers
              + ": the pool does not run as one that can change its books (docs/database.md)");
    }
  }
}
