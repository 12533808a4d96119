package org.opensy.mining.pool.ledger;

import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.Stateless;

/**
 * Defines the data source for what the public asks. It has connections of its own, which nobody
 * else waits for, can write nothing, and gives up a statement after three seconds. Thread-safe as a
 * session bean.
 */
@DataSourceDefinition(
    name = PublicDatabase.DATA_SOURCE,
    className = "org.postgresql.ds.PGSimpleDataSource",
    url = "${MPCONFIG=pool.db.url}",
    user = "${MPCONFIG=pool.db.user}",
    password = "${MPCONFIG=pool.db.password:unset}",
    minPoolSize = 0,
    maxPoolSize = 8,
    maxIdleTime = 300,
    properties = {
      "applicationName=opensy-pool-public",
      "options=-c statement_timeout=3000 -c default_transaction_read_only=on",
      "connectTimeout=5",
      "socketTimeout=10",
      "tcpKeepAlive=true",
      "fish.payara.is-connection-validation-required=true",
      "fish.payara.connection-validation-method=custom-validation",
      "fish.payara.validation-classname=org.glassfish.api.jdbc.validation.JDBC40ConnectionValidation",
      "fish.payara.max-wait-time-in-millis=3000",
      "fish.payara.fail-all-connections=true"
    })
@Stateless
public class PublicDatabase {
  /** JNDI name of the data source. */
  public static final String DATA_SOURCE = "java:app/jdbc/pool-public";
}
