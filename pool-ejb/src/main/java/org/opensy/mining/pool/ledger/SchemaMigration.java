package org.opensy.mining.pool.ledger;

import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import javax.sql.DataSource;
import org.opensy.mining.pool.config.DatabaseSettings;
import org.opensy.mining.pool.config.PoolConfig;

/**
 * Sees to the schema at the start, and defines the data source of the role that runs the pool. Safe
 * with several instances: Flyway takes a lock in the database. Thread-safe as a session bean.
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

  private final PoolConfig config;

  @Resource(lookup = DATA_SOURCE)
  private DataSource database;

  /** For the container's view of the bean. */
  public SchemaMigration() {
    this(null);
  }

  @Inject
  SchemaMigration(PoolConfig config) {
    this.config = config;
  }

  /**
   * Migrates the schema if the owner's password is configured, and looks in any case whether it is
   * the one that this release needs and the running role may do no more than it should.
   *
   * @throws LedgerException if one of these is not so
   * @throws org.flywaydb.core.api.FlywayException if the database is away, was migrated by a newer
   *     release, or holds a changed migration
   */
  public void migrate() {
    DatabaseSettings settings = config.storage().database();
    if (settings.migration().password().isPresent()) {
      SchemaOwner.of(settings).migrate();
    }
    SchemaCheck.run(database);
  }
}
