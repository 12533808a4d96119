package org.opensy.mining.pool.ledger;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateResult;
import org.opensy.mining.pool.config.DatabaseSettings;
import org.opensy.mining.pool.config.Secret;

/**
 * The role that owns the schema: brings it up to date ({@code db/migration}) and says anew what the
 * other roles may do ({@code db/rights}). Safe with several instances. Thread-safe.
 */
public final class SchemaOwner {
  private static final Logger LOG = System.getLogger(SchemaOwner.class.getName());

  private final FluentConfiguration flyway;

  private SchemaOwner(FluentConfiguration flyway) {
    this.flyway = flyway;
  }

  /** With the login that is configured for the migration, whose password has to be there. */
  public static SchemaOwner of(DatabaseSettings settings) {
    DatabaseSettings.Login owner = settings.migration();
    String password = owner.password().map(Secret::reveal).orElseThrow();
    return new SchemaOwner(
        flyway(settings.run().user(), settings.read().map(DatabaseSettings.Login::user))
            .dataSource(settings.url(), owner.user(), password));
  }

  /**
   * With connections of the owner.
   *
   * @param run the role that runs the pool
   * @param read the role that only reads, if there is one
   */
  public static SchemaOwner of(DataSource owner, String run, Optional<String> read) {
    return new SchemaOwner(flyway(run, read).dataSource(owner));
  }

  /** What is in {@code db/migration}, for whoever may only look. */
  static FluentConfiguration migrations() {
    // The class loader is the application's: the server's own cannot see the migrations.
    return Flyway.configure(SchemaOwner.class.getClassLoader())
        .locations("classpath:db/migration")
        .validateMigrationNaming(true)
        .cleanDisabled(true);
  }

  private static FluentConfiguration flyway(String run, Optional<String> read) {
    String others = quoted(run) + read.map(role -> ", " + quoted(role)).orElse("");
    return migrations()
        .locations("classpath:db/migration", "classpath:db/rights")
        .placeholders(Map.of("run", quoted(run), "others", others));
  }

  private static String quoted(String role) {
    return '"' + role + '"';
  }

  /**
   * Applies what is missing of the migrations, and grants.
   *
   * @throws org.flywaydb.core.api.FlywayException if the database is away, a role is not there, or
   *     the schema was migrated by a newer release or holds a changed migration
   */
  public void migrate() {
    MigrateResult result = flyway.load().migrate();
    LOG.log(
        Level.INFO,
        "POOL-4010 database schema: {0} migrations applied, now at version {1}",
        result.migrationsExecuted,
        result.targetSchemaVersion == null
            ? result.initialSchemaVersion
            : result.targetSchemaVersion);
  }
}
