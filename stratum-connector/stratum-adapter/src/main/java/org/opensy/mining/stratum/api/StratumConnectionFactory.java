package org.opensy.mining.stratum.api;

import jakarta.resource.Referenceable;
import jakarta.resource.ResourceException;
import java.io.Serializable;

/** Gives {@link StratumConnection}s; looked up in JNDI. Thread-safe. */
public interface StratumConnectionFactory extends Serializable, Referenceable {
  /**
   * A connection, to be closed after use.
   *
   * @throws ResourceException if the container gives none
   */
  StratumConnection getConnection() throws ResourceException;
}
