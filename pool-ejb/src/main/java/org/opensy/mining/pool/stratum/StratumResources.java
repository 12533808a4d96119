package org.opensy.mining.pool.stratum;

import jakarta.ejb.Stateless;
import jakarta.resource.ConnectionFactoryDefinition;
import jakarta.resource.spi.TransactionSupport.TransactionSupportLevel;

/** Defines the way out to the miners; the bean has no methods of its own. */
@ConnectionFactoryDefinition(
    name = StratumResources.CONNECTION_FACTORY,
    interfaceName = "org.opensy.mining.stratum.api.StratumConnectionFactory",
    resourceAdapter = "#stratum-connector",
    transactionSupport = TransactionSupportLevel.NoTransaction,
    minPoolSize = 1,
    maxPoolSize = 16)
@Stateless
public class StratumResources {
  static final String CONNECTION_FACTORY = "java:app/env/eis/stratum";
}
