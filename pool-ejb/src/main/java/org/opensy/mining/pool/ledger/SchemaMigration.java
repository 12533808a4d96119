package org.opensy.mining.pool.ledger;

import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * Brings the schema up to date, and defines the data source. Safe with several instances: Flyway
 * takes a lock in the database. Thread-safe as a session bean.
 */
@DataSourceDefinition(
    name = SchemaMigration.DATA_SOURCE,
    className = "org.postgresql.ds.PGSimpleDataSource",
    url = "${MPCONFIG=pool.db.url}",
    user = "${MPCONFIG=pool.db.user}",
    password = "${MPCONFIG=pool.db.password:unset}",
    minPoolSize = 1,
    maxPoolSize = 24,
    maxIdleTime = 300,
    properties = {
      "applicationName=opensy-pool",
      "connectTimeout=5",
      "socketTimeout=60",
      "tcpKeepAlive=true",
      // A pooled connection is asked before use, so that a restart of the database costs no
      // request.
      "fish.payara.is-connection-validation-required=true",
      // The other methods do not reach the server through the PostgreSQL driver.
      "fish.payara.connection-validation-method=custom-validation",
      "fish.payara.validation-classname=org.glassfish.api.jdbc.validation.JDBC40ConnectionValidation",
      "fish.payara.max-wait-time-in-millis=10000",
      "fish.payara.fail-all-connections=true"
    })
@Stateless
@TransactionManagement(TransactionManagementType.BEAN)
public class SchemaMigration {
  /** JNDI name of the pool's database. */
  public static final String DATA_SOURCE = "java:app/jdbc/pool";

  private static final Logger LOG = System.getLogger(SchemaMigration.class.getName());

  @Resource(lookup = DATA_SOURCE)
  private DataSource database;

  /** For the container. */
  public SchemaMigration() {}

  /** For whoever migrates outside the server. */
  public SchemaMigration(DataSource database) {
    this.database = database;
  }

  /**
   * Applies what is missing of the migrations in {@code db/migration}.
   *
   * @throws org.flywaydb.core.api.FlywayException if the database is away, was migrated by a newer
   *     release, or holds a changed migration
   */
  public void migrate() {
    // The class loader is the application's: the server's own cannot see the migrations.
    MigrateResult result =
        Flyway.configure(SchemaMigration.class.getClassLoader())
            .dataSource(database)
            .locations("classpath:db/migration")
            .validateMigrationNaming(true)
            .cleanDisabled(true)
            .load()
            .migrate();
    LOG.log(
        Level.INFO,
        "POOL-4010 database schema: {0} migrations applied, now at version {1}",
        result.migrationsExecuted,
        result.targetSchemaVersion == null
            ? result.initialSchemaVersion
            : result.targetSchemaVersion);
  }
}
